import * as z from 'zod'
import { attachmentTypes } from '../../attachments/types.ts'
import { idOf } from '../../ids.ts'
import { count, entry, word } from './entry.ts'

const situationIds = z.array(idOf('situation'))
/** The campaign that an appeal invites to. */
const campaignId = idOf('campaign').optional()
const post = { kind: word, isPublic: z.boolean(), situationIds, campaignId }
const file = { type: z.enum(attachmentTypes), size: count }
const item = { kind: word, isPublic: z.boolean() }
const office = { authorityId: idOf('organization') }
/** With whom, and on what, only where more than its author may know. */
const briefing = {
  confidentiality: word,
  authorityId: idOf('organization').optional(),
  situationId: idOf('situation').optional(),
}
const letter = { situationId: idOf('situation'), state: word, digest: z.string() }
const campaign = { situationId: idOf('situation'), status: word }
const supporter = { ...campaign, organizationId: idOf('organization') }
const signature = { ...letter, organizationId: idOf('organization') }

/** Of what members publish, and of whom they speak to. */
export const publications = {
  'post.drafted': entry('post', 'A post is being written', post),
  'post.updated': entry('post', 'A draft of a post changed', post),
  'post.published': entry('post', 'A post was published', post),
  'post.corrected': entry('post', 'A post was corrected', post),
  'post.held': entry('post', 'A coordinator took a post out of sight for the time being', post),
  'post.released': entry('post', 'A post that was held can be read again', post),
  'post.withdrawn': entry('post', 'A post was taken back for good', post),
  'post.subscribed': entry('contact', 'Somebody said of which posts they want to read in their digest', {
    topics: count,
  }),
  'attachment.begun': entry('attachment', 'A file was announced', file),
  'attachment.ready': entry('attachment', 'A file was uploaded, and is what it claims', file),
  'attachment.refused': entry(
    'attachment',
    'A file was uploaded that is not what it claims, or a picture that says where it was taken',
    file,
  ),
  'attachment.discarded': entry('attachment', 'A file that nothing carries is gone', file),
  'library.item-added': entry('libraryItem', 'Something was taken into the library', item),
  'library.item-changed': entry('libraryItem', 'The entry of something in the library changed', item),
  'library.item-removed': entry('libraryItem', 'Something is in the library no more', item),
  'office.added': entry('office', 'Somebody of an authority is in the directory', office),
  'office.changed': entry('office', 'An entry of the directory changed', office),
  'office.removed': entry('office', 'An entry of the directory was removed', office),
  'briefing.logged': entry('briefing', 'An authority was briefed', briefing),
  'briefing.changed': entry('briefing', 'More is known of a briefing', briefing),
  'briefing.next-due': entry('briefing', 'It is time for what was to be done next'),
  'campaign.started': entry('campaign', 'A coalition campaigns', campaign),
  'campaign.changed': entry('campaign', 'A campaign changed, or ended', campaign),
  'campaign.organization-asked': entry('campaign', 'An organization asks to join a campaign', supporter),
  'campaign.organization-joined': entry('campaign', 'An organization joined a campaign', supporter),
  'campaign.organization-declined': entry('campaign', 'A campaign does not take an organization', supporter),
  'campaign.organization-left': entry('campaign', 'An organization left a campaign', supporter),
  'letter.drafted': entry('letter', 'A letter to an authority is being written', letter),
  'letter.changed': entry('letter', 'A letter changed before anybody signed it, or its deadline did', letter),
  'letter.opened': entry('letter', 'Organizations can sign a letter', letter),
  'letter.signed': entry('letter', 'An organization signed a letter', signature),
  'letter.unsigned': entry('letter', 'An organization took its signature back', signature),
  'letter.closed': entry('letter', 'The time to sign a letter is over', letter),
  'letter.tried': entry('letter', 'A letter was sent to its author, to be looked at', letter),
  'letter.scheduled': entry('letter', "A letter waits for its target's office hours", letter),
  'letter.returned': entry('letter', 'A letter found nobody to read it', letter),
  'letter.delivered': entry('letter', 'A letter went out to its target', { ...letter, signers: count }),
  'letter.answered': entry('letter', 'The target of a letter answered', letter),
  'letter.withdrawn': entry('letter', 'A letter was given up', letter),
}
