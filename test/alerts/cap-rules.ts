import { all, type Element, everywhere, textOf } from './xml.ts'

const order = {
  alert:
    'identifier sender sent status msgType source scope restriction addresses code note references incidents info',
  info: 'language category event responseType urgency severity certainty audience eventCode effective onset expires senderName headline description instruction web contact parameter resource area',
  area: 'areaDesc polygon circle geocode altitude ceiling',
  parameter: 'valueName value',
  geocode: 'valueName value',
} as const

const required = {
  alert: ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'],
  info: ['category', 'event', 'urgency', 'severity', 'certainty'],
  area: ['areaDesc'],
  parameter: ['valueName', 'value'],
  geocode: ['valueName', 'value'],
} as const

const many = new Set([
  'code',
  'info',
  'category',
  'responseType',
  'eventCode',
  'parameter',
  'resource',
  'area',
  'geocode',
])

const enumerations: Readonly<Record<string, string>> = {
  status: 'Actual Exercise System Test Draft',
  msgType: 'Alert Update Cancel Ack Error',
  scope: 'Public Restricted Private',
  category: 'Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other',
  responseType: 'Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None',
  urgency: 'Immediate Expected Future Past Unknown',
  severity: 'Extreme Severe Moderate Minor Unknown',
  certainty: 'Observed Likely Possible Unlikely Unknown',
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00$/
const name = /^[^\s,&<]+$/

const shapeFaults = (element: Element): string[] => {
  const places = order[element.name as keyof typeof order]?.split(' ')
  if (!places) return []
  const names = element.children.map((child) => child.name)
  const at = names.map((each) => places.indexOf(each))
  return [
    ...names.filter((_, index) => at[index] === -1).map((each) => `${element.name} has ${each}`),
    ...(at.some((place, index) => index > 0 && place < at[index - 1]!)
      ? [`${element.name} is out of order`]
      : []),
    ...required[element.name as keyof typeof order]
      .filter((each) => !names.includes(each))
      .map((each) => `${element.name} lacks ${each}`),
    ...names
      .filter((each, index) => !many.has(each) && names.indexOf(each) !== index)
      .map((each) => `${each} comes twice`),
  ]
}

const referenceFaults = (alert: Element): string[] => {
  const references = textOf(alert, 'references')?.split(' ') ?? []
  const needed = ['Update', 'Cancel', 'Ack', 'Error'].includes(textOf(alert, 'msgType')!)
  const faults = needed && references.length === 0 ? ['references are missing'] : []
  for (const reference of references) {
    const [sender, identifier, sent, ...rest] = reference.split(',')
    if (rest.length > 0 || !name.test(sender ?? '') || !name.test(identifier ?? '') || !time.test(sent ?? ''))
      faults.push(`${reference} is no reference`)
    if (identifier === textOf(alert, 'identifier')) faults.push('refers to itself')
    if (Date.parse(sent!) > Date.parse(textOf(alert, 'sent')!)) faults.push('refers to what was sent later')
  }
  return faults
}

/** What is wrong with a CAP 1.2 message by the rules that its schema does not enforce, and by those it does. */
export const capFaults = (alert: Element): string[] => {
  const elements = everywhere(alert)
  const infos = all(alert, 'info')
  const languages = infos.map((info) => textOf(info, 'language'))
  return [
    ...(alert.attributes['xmlns'] === 'urn:oasis:names:tc:emergency:cap:1.2' ? [] : ['wrong namespace']),
    ...elements.flatMap(shapeFaults),
    ...elements
      .filter(({ text, children }) => text.trim() === '' && children.length === 0)
      .map((each) => `${each.name} is empty`),
    ...elements
      .filter((each) => enumerations[each.name] && !enumerations[each.name]!.split(' ').includes(each.text))
      .map((each) => `${each.name} is ${each.text}`),
    ...['identifier', 'sender'].filter((each) => !name.test(textOf(alert, each)!)),
    ...elements
      .filter(
        (each) => ['sent', 'expires', 'effective', 'onset'].includes(each.name) && !time.test(each.text),
      )
      .map((each) => `${each.name} is ${each.text}`),
    ...referenceFaults(alert),
    ...(textOf(alert, 'scope') === 'Restricted' || textOf(alert, 'restriction') === undefined
      ? []
      : ['restriction']),
    ...(new Set(languages).size === languages.length ? [] : ['a language comes twice']),
    ...infos
      .filter((info) => !/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(textOf(info, 'language') ?? ''))
      .map(() => 'no language'),
    ...infos.filter((info) => textOf(info, 'expires') === undefined).map(() => 'expires is missing'),
    ...infos.filter((info) => !URL.canParse(textOf(info, 'web')!)).map(() => 'web is no address'),
  ]
}
