import { createSocket } from 'node:dgram'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteTableCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import { dynamoDbClient } from '../../infra/local/dynamodb.ts'
import { findRunning } from '../../infra/local/running.ts'
import { topology } from '../../infra/topology.ts'
import { system } from '../../shared/access/actor.ts'
import { schedule } from '../../shared/agenda/agenda.ts'
import { forCoordinators, record } from '../../shared/events/record.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'

/** A time server of one's own that says what it is told to. */
export const startTimeServer = async (now: () => number) => {
  const socket = createSocket('udp4')
  socket.on('message', (_, { port, address }) => {
    const packet = Buffer.alloc(48)
    packet.writeUInt32BE(Math.floor(now() / 1000) + 2_208_988_800, 40)
    socket.send(packet, port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  onTestFinished(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

/** An installation on this machine that was left alone for a while by somebody who tinkered with it. */
export const neglected = async () => {
  const settings = { ...testSettings, dataDir: temporaryDirectory() }
  const { dataDir } = settings
  const runtime = await start({}, { settings, topology: { ...topology, functions: {} } })
  const { deps } = runtime
  await deps.queues.send('mail-urgent', [{ notificationId: 'ntf_1', chunk: 1 }])
  for (const chunk of [2, 3])
    await runtime.sqs.client.send(
      new SendMessageCommand({
        QueueUrl: runtime.sqs.url('mail-dead'),
        MessageBody: JSON.stringify({ notificationId: 'ntf_1', chunk }),
      }),
    )
  const began = Date.now()
  // Seven hours later somebody calls the doctor.
  const now = () => new Date(began + 7 * 3_600_000)
  const at = (hours: number) => new Date(now().getTime() + hours * 3_600_000)
  await deps.store.transact([
    schedule({ id: 'due', kind: 'expand', dueAt: at(-3).toISOString(), subject: 'ntf_1' }),
    record({ ...deps, clock: { ...deps.clock, now: () => at(24) } }, system, {
      type: 'settings.changed',
      subject: 'settings',
      audience: forCoordinators,
      data: {},
    }),
  ])
  const client = dynamoDbClient(findRunning(dataDir)!.dynamoDb)
  const off = { Enabled: false, AttributeName: 'expiresAt' }
  await client.send(new UpdateTimeToLiveCommand({ TableName: 'integrations', TimeToLiveSpecification: off }))
  await client.send(new DeleteTableCommand({ TableName: 'audit' }))
  client.destroy()
  await runtime.stop()
  const path = join(dataDir, 'keys.json')
  const keys = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...keys, k2: Buffer.alloc(32, 'changeme').toString('base64') }))
  chmodSync(path, 0o644)
  return { settings, now }
}
