import advocacy from './ar/advocacy.json' with { type: 'json' }
import alerts from './ar/alerts.json' with { type: 'json' }
import answers from './ar/answers.json' with { type: 'json' }
import briefings from './ar/briefings.json' with { type: 'json' }
import coalitions from './ar/coalitions.json' with { type: 'json' }
import common from './ar/common.json' with { type: 'json' }
import console from './ar/console.json' with { type: 'json' }
import desk from './ar/desk.json' with { type: 'json' }
import files from './ar/files.json' with { type: 'json' }
import history from './ar/history.json' with { type: 'json' }
import identity from './ar/identity.json' with { type: 'json' }
import imports from './ar/import.json' with { type: 'json' }
import inbox from './ar/inbox.json' with { type: 'json' }
import integrations from './ar/integrations.json' with { type: 'json' }
import justice from './ar/justice.json' with { type: 'json' }
import library from './ar/library.json' with { type: 'json' }
import meetings from './ar/meetings.json' with { type: 'json' }
import pages from './ar/pages.json' with { type: 'json' }
import people from './ar/people.json' with { type: 'json' }
import publications from './ar/publications.json' with { type: 'json' }
import reports from './ar/reports.json' with { type: 'json' }
import threads from './ar/threads.json' with { type: 'json' }
import writing from './ar/writing.json' with { type: 'json' }

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
