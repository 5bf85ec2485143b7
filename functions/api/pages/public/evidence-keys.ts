import { keysToPublish } from '../../../../shared/evidence/seal.ts'
import type { Router } from '../../http/contract.ts'
import { publicRouter } from './reader.ts'

/** The keys by which a stranger verifies evidence. */
export const evidenceKeyPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/.well-known/tocsin-keys.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.json({ keys: await keysToPublish(c.var.deps) })
  })
  app.route('/', pages)
}
