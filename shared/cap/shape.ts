import { type Broken, broken } from './broken.ts'
import type { Element } from './read-xml.ts'

/** What each element consists of, in order: `!` once, `+` once or more, `*` any number, else at most once. */
const shapes: Readonly<Record<string, string>> = {
  alert:
    'identifier! sender! sent! status! msgType! source scope! restriction addresses code* note references incidents info*',
  info: 'language category+ event! responseType* urgency! severity! certainty! audience eventCode* effective onset expires senderName headline description instruction web contact parameter* resource* area*',
  resource: 'resourceDesc! mimeType! size uri derefUri digest',
  area: 'areaDesc! polygon* circle* geocode* altitude ceiling',
  parameter: 'valueName! value!',
  eventCode: 'valueName! value!',
  geocode: 'valueName! value!',
}

const parts = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [
    name,
    shape.split(' ').map((part) => ({
      name: part.replace(/[!+*]$/, ''),
      isNeeded: /[!+]$/.test(part),
      isMany: /[+*]$/.test(part),
    })),
  ]),
)

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

const leafFaults = ({ name, path, text, children }: Element): Broken[] => {
  if (children.length > 0) return [broken('unknown-element', 'holds elements, and should hold text', path)]
  if (text.trim() === '') return [broken('empty', 'is empty, and should then not be there', path)]
  const allowed = enumerations[name]
  return allowed && !allowed.split(' ').includes(text.trim())
    ? [broken('enumeration', `is none of: ${allowed}`, path)]
    : []
}

const outOfOrder = ({ path, children }: Element, shape: (typeof parts)[string]): Broken[] => {
  const places = children.map((child) => shape.findIndex(({ name }) => name === child.name))
  const at = places.findIndex((place, index) => index > 0 && place !== -1 && place < places[index - 1]!)
  return at === -1 ? [] : [broken('order', `has ${children[at]!.name} too late`, path)]
}

const branchFaults = (element: Element, shape: (typeof parts)[string]): Broken[] => {
  const { path, text, children } = element
  const count = (name: string) => children.filter((child) => child.name === name).length
  return [
    ...(text.trim() === '' ? [] : [broken('mixed-content', 'holds text between its elements', path)]),
    ...children
      .filter((child) => !shape.some(({ name }) => name === child.name))
      .map((child) => broken('unknown-element', 'is no element of CAP 1.2 here', child.path)),
    ...outOfOrder(element, shape),
    ...shape
      .filter(({ name, isNeeded }) => isNeeded && count(name) === 0)
      .map(({ name }) => broken('required', `has no ${name}`, path)),
    ...shape
      .filter(({ name, isMany }) => !isMany && count(name) > 1)
      .map(({ name }) => broken('repeated', `has more than one ${name}`, path)),
  ]
}

/** What the schema of CAP 1.2 demands: which elements, in which order, how often, with which words. */
export const shapeFaults = (element: Element): Broken[] => {
  const shape = parts[element.name]
  if (!shape) return leafFaults(element)
  const known = element.children.filter(({ name }) => shape.some((part) => part.name === name))
  return [...branchFaults(element, shape), ...known.flatMap(shapeFaults)]
}
