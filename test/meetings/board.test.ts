import { describe, expect, it } from 'vitest'
import { countAnswers, seat } from '../../shared/meetings/answers/board.ts'
import type { Rsvp } from '../../shared/meetings/answers/rsvp.ts'

const told = (organizationId: string, contactId: string) =>
  ({ organizationId, contactId }) as Pick<Rsvp, 'organizationId' | 'contactId'>

const said = (organizationId: string, contactId: string, answer: Rsvp['answer'], delegates = 1) =>
  ({ ...told(organizationId, contactId), answer, delegates }) as Rsvp

describe('the board', () => {
  const invited = [
    told('org_a', 'con_1'),
    told('org_a', 'con_2'),
    told('org_b', 'con_3'),
    told('org_c', 'con_4'),
  ]
  const answers = [
    said('org_d', 'con_9', 'tentative'),
    said('org_a', 'con_2', 'accepted', 3),
    said('org_a', 'con_1', 'declined'),
    said('org_c', 'con_4', null),
  ]
  const board = seat(invited, answers)

  it('seats the invited in their order, and after them who answered besides', () => {
    expect(board.map(({ contactId, rsvp }) => [contactId, rsvp?.answer])).toEqual([
      ['con_1', 'declined'],
      ['con_2', 'accepted'],
      ['con_3', undefined],
      ['con_4', null],
      ['con_9', 'tentative'],
    ])
  })

  it('counts contacts, and organizations by the best answer of theirs', () => {
    expect(countAnswers(board)).toEqual({
      contacts: { invited: 5, accepted: 1, tentative: 1, declined: 1, silent: 2 },
      organizations: { invited: 4, accepted: 1, tentative: 1, declined: 0, silent: 2 },
      delegates: 3,
    })
  })
})
