import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createAlliance } from './alliance.ts'

const begin = async () => {
  const wire = new Wire()
  const alliance = await createAlliance({ client: wire.wrap })
  const pump = createPump(alliance.world, wire)
  /** The mails that go out now, by address. */
  const mails = async () => {
    await pump.drain()
    const sent = alliance.world.mail.sent.splice(0)
    return Promise.all(sent.map(async ({ to, raw }) => ({ ...(await PostalMime.parse(raw)), to })))
  }
  const pathIn = (text = '') => /https:\/\/tocsin\.example\.org(\/coalition\/\S+)/.exec(text)![1]!
  const answer = (path: string, said: string) =>
    alliance.world.app.request(path, { method: 'POST', body: new URLSearchParams({ answer: said }) })
  return { alliance, mails, pathIn, answer }
}

describe('a coalition by mail', () => {
  it('is joined by the link that was mailed, receipted, and left to the leads to know', async () => {
    const { alliance, mails, pathIn, answer } = await begin()
    const { id } = await alliance.form()
    await alliance.joined(id, 'Lead', 'lead')
    const member = await alliance.organization('Member')
    await alliance.invite(id, [member.id])
    const [first, invitation, ...others] = await mails()
    expect([first!.to, invitation!.to, others]).toEqual([
      'lead@member.example.org',
      'member@member.example.org',
      [],
    ])
    expect([invitation!.subject, invitation!.text!.includes('Speak with one voice.')]).toEqual([
      'Invitation to a coalition: Riverside',
      true,
    ])
    expect((await answer(pathIn(invitation!.text), 'joined')).status).toBe(200)
    const [receipt, ...more] = await mails()
    expect([receipt!.to, more]).toEqual(['member@member.example.org', []])
    expect((await answer(pathIn(receipt!.text), 'declined')).status).toBe(200)
    const sent = await mails()
    expect(sent.map(({ to }) => to).sort()).toEqual(['lead@member.example.org', 'member@member.example.org'])
  })

  it('says nothing in the subject where it is confidential, or its reader is in danger', async () => {
    const { alliance, mails, pathIn } = await begin()
    const { id } = await alliance.form({ name: 'Quiet', confidential: true })
    const open = await alliance.organization('Open')
    const endangered = await alliance.organization('Endangered', {}, { discreet: true })
    await alliance.invite(id, [open.id, endangered.id])
    const sent = await mails()
    expect(sent.map(({ subject }) => subject?.includes('Quiet'))).toEqual([false, false])
    const discreet = sent.find(({ to }) => to.startsWith('endangered'))!
    expect(`${discreet.text}${discreet.html}`).not.toMatch(/Quiet|coalition(?!\/)/i)
    expect((await alliance.world.app.request(pathIn(discreet.text))).status).toBe(200)
  })
})
