import type { House } from './house.ts'
import { alertsRoutes } from './routes/alerts.ts'
import { coalitionsRoutes } from './routes/coalitions.ts'
import type { Entry, Routes } from './routes/entry.ts'
import { identityRoutes } from './routes/identity.ts'
import { integrationsRoutes } from './routes/integrations.ts'
import { lastRoutes } from './routes/last.ts'
import { meetingsRoutes } from './routes/meetings.ts'
import { organizationsRoutes } from './routes/organizations.ts'
import { publicationsRoutes } from './routes/publications.ts'
import { situationsRoutes } from './routes/situations.ts'
import { workRoutes } from './routes/work.ts'

export type { Entry }

/** In the order in which they are tried: what destroys comes last. */
export const routes: Routes = {
  ...identityRoutes,
  ...organizationsRoutes,
  ...situationsRoutes,
  ...coalitionsRoutes,
  ...meetingsRoutes,
  ...alertsRoutes,
  ...integrationsRoutes,
  ...publicationsRoutes,
  ...workRoutes,
  ...lastRoutes,
}

/** Where a route is called, with the values of a house for what its path leaves open. */
export const pathOf = (route: string, { path, query = '' }: Entry, house: House) => {
  const values = path?.(house) ?? {}
  return route.replace(/^\S+ /, '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? `{${name}}`) + query
}
