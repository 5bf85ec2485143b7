import type { Entry } from '../../shared/events/catalogue/entry.ts'
import { catalogue } from '../../shared/events/catalogue.ts'
import type { Store } from '../../shared/storage/store.ts'

const described: Partial<Record<string, Entry>> = catalogue

/** A store that takes no event other than the catalogue describes it: what integrators read there is so. */
export const asDescribed = (store: Store): Store => ({
  ...store,
  transact: (actions) => {
    for (const action of actions) {
      if (action.table !== 'events' || !('put' in action)) continue
      const { type, subject, data } = action.put
      const entry = described[String(type)]
      entry?.subject.parse(subject)
      entry?.data.parse(data)
    }
    return store.transact(actions)
  },
})
