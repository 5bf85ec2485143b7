/** The same record with each value turned into another; the names stay typed. */
export const mapRecord = <Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  turn: (name: Name, value: From) => To,
) =>
  Object.fromEntries(entriesOf(record).map(([name, value]) => [name, turn(name, value)])) as Record<Name, To>

export const entriesOf = <Name extends string, Value>(record: Readonly<Record<Name, Value>>) =>
  Object.entries(record) as [Name, Value][]
