import type { Deps } from '../../shared/deps.ts'
import { matterOf } from '../../shared/ledger/matter.ts'
import type { Notification } from '../../shared/ledger/notification.ts'
import { getNotification } from '../../shared/ledger/repository.ts'
import type { Matter } from '../../shared/organizations/preferences.ts'
import { type Renderer, renderFor } from '../../shared/rendering/render.ts'

/** A notification with its renderer, which keeps what it composed. */
export interface Telling {
  readonly notification: Notification
  readonly renderer: Renderer
  readonly matter: Matter | undefined
}

const mostKept = 20

/** Notifications never change once announced, so a mailer reads each of them once. */
export class Tellings {
  readonly #deps: Deps
  readonly #kept = new Map<string, Promise<Telling>>()
  constructor(deps: Deps) {
    this.#deps = deps
  }

  get(id: string): Promise<Telling> {
    const known = this.#kept.get(id)
    if (known) return known
    if (this.#kept.size >= mostKept) this.#kept.clear()
    const reading = this.#read(id).catch((error) => {
      this.#kept.delete(id)
      throw error
    })
    this.#kept.set(id, reading)
    return reading
  }

  async #read(id: string): Promise<Telling> {
    const { notification, content } = await getNotification(this.#deps.store, id)
    const { alliance, publicUrl, mail } = this.#deps.config
    const { domain: mailDomain, from, discreetFrom } = mail
    const brand = { alliance, publicUrl, mailDomain, from, discreetFrom }
    return {
      notification,
      renderer: renderFor(notification.kind, content as never, brand),
      matter: matterOf(notification.kind, content),
    }
  }
}
