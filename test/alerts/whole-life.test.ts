import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import type { EvidenceDocument } from '../../shared/evidence/document.ts'
import { publicKeyOf } from '../../shared/evidence/keys.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { MailRefused } from '../../shared/ports/mail.ts'
import { anAlert } from '../support/builders.ts'
import { capFaults } from './cap-rules.ts'
import { openly } from './desk.ts'
import { createDutyRoom } from './release/duty-room.ts'
import { all, atomSchemaFaults, capSchemaFaults, parse, textOf } from './xml.ts'

const roster = readFileSync(new URL('../../infra/local/demo/roster.csv', import.meta.url), 'utf8')

const sorted = (counts: object) =>
  Object.entries(counts)
    .sort()
    .map(([state, count]) => `${state} ${count}`)
    .join(', ')

describe("an alert's whole life", () => {
  it('is as the transcript beside this test has it', async () => {
    const room = await createDutyRoom()
    const { world, pump } = room
    const began = world.clock.now().getTime()
    const lines: string[] = []
    const note = (said: string) => {
      const minutes = Math.round((world.clock.now().getTime() - began) / 60_000)
      const at = `${String(Math.floor(minutes / 60)).padStart(3)} h ${String(minutes % 60).padStart(2, '0')}`
      // References differ from run to run.
      lines.push(`${at}  ${said.replace(/TOC-2026-[0-9A-Z]+/g, 'TOC-2026-…')}`)
    }
    const minutes = async (count: number) => {
      for (let minute = 0; minute < count; minute++) await pump.pass(60)
    }
    const hours = async (count: number) => {
      for (let hour = 0; hour < count; hour++) await pump.pass(3600)
    }
    let mailed = 0
    const mails = () => {
      const kinds: Record<string, number> = {}
      // What the house mails besides is not of this story.
      const ofAlerts = world.mail.sent.slice(mailed).filter(({ tags }) => tags['kind']!.startsWith('alert'))
      for (const { tags } of ofAlerts) kinds[tags['kind']!] = (kinds[tags['kind']!] ?? 0) + 1
      mailed = world.mail.sent.length
      return sorted(kinds)
    }
    const ledger = async (id: string, revision: number) => {
      const { issues } = await room.read(id)
      const { notificationId } = issues[revision - 1]
      const path = `/v1/alerts/${id}/deliveries?notification=${notificationId}`
      const { manifest, counts } = (await room.call(room.coordinator, 'GET', path)).json
      expect(Object.values<number>(counts).reduce((sum, count) => sum + count, 0)).toBe(manifest)
      return `revision ${revision}: manifest ${manifest} = ${sorted(counts)}`
    }
    const published = async (id: string) => {
      const cap = (await room.visit(`/alerts/${id}/cap.xml`)).text
      expect([capFaults(parse(cap)), await capSchemaFaults(cap)]).toEqual([[], []])
      const atom = (await room.visit('/feeds/alerts.atom')).text
      expect(await atomSchemaFaults(atom)).toEqual([])
      const message = parse(cap)
      const languages = all(message, 'info').map((info) => textOf(info, 'language'))
      const references = textOf(message, 'references')?.split(' ').length ?? 0
      note(
        `CAP ${textOf(message, 'identifier')}: ${textOf(message, 'msgType')}, ${languages.join(' and ')}, ` +
          `${references} references; valid by schema and rules. Feed: "${textOf(all(parse(atom), 'entry')[0]!, 'title')}"`,
      )
    }
    const approved = async (id: string) => {
      const { digest } = await room.submit(id)
      const own = await room.approve(id, { digest }, room.coordinator)
      const { status, json } = await room.approve(id, { digest })
      note(`approved: by its author ${own.status}, by another ${status}; held, and goes out in two minutes`)
      expect(json.releaseAt).toBeDefined()
    }

    const imported = await room.call(room.coordinator, 'POST', '/v1/organizations/import', roster, {
      'Content-Type': 'text/csv',
    })
    const { organizations, contacts } = imported.json
    note(`roster: ${organizations.created} organizations, ${contacts.created} contacts`)
    const { id } = await room.alliance.draft({ ...openly, audience: { relations: ['member', 'authority'] } })
    const preview = (await room.call(room.coordinator, 'GET', `/v1/alerts/${id}/audience`)).json
    note(
      `drafted in en and fr; the preview says ${preview.contacts} contacts of ${preview.organizations} organizations`,
    )
    await approved(id)

    world.mail.refuse = () => {
      if (world.mail.sent.length >= 25) throw new MailRefused('rate', 'Throttling')
    }
    await minutes(2)
    note(`issued; the mail server takes no more after: ${mails()}`)
    note(await ledger(id, 1))
    await published(id)

    const [english, french] = anAlert().texts
    const texts = [{ ...english, changes: 'Two villages, not three.' }, french]
    await room.post(`/${id}/update`, { correction: true, texts })
    await approved(id)
    await minutes(2)
    world.mail.refuse = undefined
    await minutes(5)
    note(`corrected while half of it is unsent: ${mails()}`)
    note(await ledger(id, 1))
    note(await ledger(id, 2))
    // Nobody got the original once it was corrected.
    const { notificationId } = (await room.read(id)).issues[0]
    const originals = world.mail.sent.filter(({ tags }) => tags['delivery']!.startsWith(notificationId))
    expect(originals).toHaveLength(25)
    await published(id)

    const translation = { headline: 'Aldeas quemadas', description: 'Dos aldeas.', translatedBy: 'The desk' }
    const at = `/v1/alerts/${id}/translations/es`
    const { digest } = (await room.call(room.coordinator, 'PUT', at, translation)).json
    await room.call(room.second, 'POST', `${at}/approval`, { digest })
    await minutes(3)
    note(`translated into es, for those who waited: ${mails()}`)
    await published(id)
    await pump.feedBack()
    note(await ledger(id, 2))

    const { items } = (await room.call(room.coordinator, 'GET', `/v1/alerts/${id}/answers?limit=200`)).json
    const answer = (organizationId: string, said: string) =>
      room.call(room.coordinator, 'PUT', `/v1/alerts/${id}/answers/${organizationId}`, { answer: said })
    for (const { organizationId } of items.slice(0, 5)) await answer(organizationId, 'received')
    await hours(30)
    note(`five have answered; after a day and more of silence: ${mails()}`)
    const tasks = (await room.call(room.coordinator, 'GET', '/v1/tasks?limit=200')).json.items
    const calls = tasks.filter(({ kind }: { kind: string }) => kind === 'phone-call')
    note(`tasks: ${calls.length} organizations to be called`)
    await pump.feedBack()
    await pump.pass(900)

    await room.post(`/${id}/cancellation`, { reason: 'retracted', texts: anAlert().texts })
    await approved(id)
    await minutes(3)
    note(`retracted: ${mails()}`)
    note(await ledger(id, 3))
    await published(id)
    const { reference, digest: first } = (await room.read(id)).issues[0]
    const verified = await room.visit(`/verify?${new URLSearchParams({ reference, digest: first })}`)
    note(`verified by whoever holds the first revision: ${/Genuine, but retracted/.exec(verified.text)?.[0]}`)

    await pump.feedBack()
    await pump.pass(900)
    const file = (await room.call(room.coordinator, 'GET', `/v1/alerts/${id}/evidence`)).text
    const keys = [publicKeyOf(world.deps.keys)]
    const document = JSON.parse(file) as EvidenceDocument
    expect([faultsOf(file, keys), document.pending]).toEqual([[], 0])
    note('evidence: whole, and nothing pending')
    const refused = (change: (entries: EvidenceDocument['entries']) => EvidenceDocument['entries']) =>
      faultsOf(`${canonical({ ...document, entries: change(document.entries) })}\n`, keys).length > 0
    const tampered = document.entries.map((_, place) => [
      refused((entries) => entries.toSpliced(place, 1)),
      refused((entries) => [...entries.slice(place + 1), ...entries.slice(0, place + 1)]) ||
        place === document.entries.length - 1,
      refused((entries) =>
        entries.with(place, { ...entries[place]!, hash: `A${entries[place]!.hash.slice(1)}x` }),
      ),
    ])
    expect(tampered.flat()).not.toContain(false)
    note('evidence: each entry dropped, moved or changed in turn; refused every time')

    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('whole-life.txt')
  })
})
