import advocacy from './km/advocacy.json' with { type: 'json' }
import alerts from './km/alerts.json' with { type: 'json' }
import answers from './km/answers.json' with { type: 'json' }
import briefings from './km/briefings.json' with { type: 'json' }
import coalitions from './km/coalitions.json' with { type: 'json' }
import common from './km/common.json' with { type: 'json' }
import console from './km/console.json' with { type: 'json' }
import desk from './km/desk.json' with { type: 'json' }
import files from './km/files.json' with { type: 'json' }
import history from './km/history.json' with { type: 'json' }
import identity from './km/identity.json' with { type: 'json' }
import imports from './km/import.json' with { type: 'json' }
import inbox from './km/inbox.json' with { type: 'json' }
import integrations from './km/integrations.json' with { type: 'json' }
import justice from './km/justice.json' with { type: 'json' }
import library from './km/library.json' with { type: 'json' }
import meetings from './km/meetings.json' with { type: 'json' }
import pages from './km/pages.json' with { type: 'json' }
import people from './km/people.json' with { type: 'json' }
import publications from './km/publications.json' with { type: 'json' }
import reports from './km/reports.json' with { type: 'json' }
import threads from './km/threads.json' with { type: 'json' }
import writing from './km/writing.json' with { type: 'json' }

export default {
  ...advocacy,
  ...alerts,
  ...answers,
  ...briefings,
  ...coalitions,
  ...common,
  ...console,
  ...desk,
  ...files,
  ...history,
  ...identity,
  ...imports,
  ...inbox,
  ...integrations,
  ...justice,
  ...library,
  ...meetings,
  ...pages,
  ...people,
  ...publications,
  ...reports,
  ...threads,
  ...writing,
}
