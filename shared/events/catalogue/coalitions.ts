import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { entry, fields, instant, word } from './entry.ts'

const participation = { organizationId: idOf('organization'), role: word }
const objection = { objectionId: idOf('objection'), organizationId: idOf('organization') }

/** Of coalitions, and how organizations take part. */
export const coalitions = {
  'coalition.formed': entry('coalition', 'A coalition was formed', { situationId: idOf('situation') }),
  'coalition.updated': entry('coalition', 'The entry of a coalition changed', { fields }),
  'coalition.organization-invited': entry('coalition', 'Organizations were invited', {
    organizationIds: z.array(idOf('organization')),
    role: word,
  }),
  'coalition.organization-asked': entry('coalition', 'An organization asks to join', {
    organizationId: idOf('organization'),
  }),
  'coalition.organization-joined': entry('coalition', 'An organization joined', participation),
  'coalition.organization-declined': entry('coalition', 'An organization does not join', participation),
  'coalition.organization-left': entry('coalition', 'An organization left', participation),
  'coalition.organization-removed': entry('coalition', 'An organization was removed', participation),
  'coalition.organization-changed': entry(
    'coalition',
    'The role of an organization changed, or who knows of it',
    participation,
  ),
  'coalition.objection-recorded': entry('coalition', 'An organization objects', objection),
  'coalition.objection-withdrawn': entry('coalition', 'An objection was withdrawn', objection),
  'coalition.closing-set': entry('coalition', 'It was set when the coalition stands down', { at: instant }),
  'coalition.closed': entry('coalition', 'The coalition stood down', { at: instant }),
  'coalition.reopened': entry('coalition', 'The coalition is active again'),
}
