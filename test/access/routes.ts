import { alertsRoutes } from './routes/alerts.ts'
import { coalitionsRoutes } from './routes/coalitions.ts'
import type { Routes } from './routes/entry.ts'
import { identityRoutes } from './routes/identity.ts'
import { integrationsRoutes } from './routes/integrations.ts'
import { lastRoutes } from './routes/last.ts'
import { meetingsRoutes } from './routes/meetings.ts'
import { organizationsRoutes } from './routes/organizations.ts'
import { publicationsRoutes } from './routes/publications.ts'
import { situationsRoutes } from './routes/situations.ts'
import { workRoutes } from './routes/work.ts'

export type { Entry } from './routes/entry.ts'

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
