import advocacy from './fr/advocacy.json' with { type: 'json' }
import alerts from './fr/alerts.json' with { type: 'json' }
import answers from './fr/answers.json' with { type: 'json' }
import briefings from './fr/briefings.json' with { type: 'json' }
import coalitions from './fr/coalitions.json' with { type: 'json' }
import common from './fr/common.json' with { type: 'json' }
import console from './fr/console.json' with { type: 'json' }
import desk from './fr/desk.json' with { type: 'json' }
import files from './fr/files.json' with { type: 'json' }
import history from './fr/history.json' with { type: 'json' }
import identity from './fr/identity.json' with { type: 'json' }
import imports from './fr/import.json' with { type: 'json' }
import inbox from './fr/inbox.json' with { type: 'json' }
import integrations from './fr/integrations.json' with { type: 'json' }
import justice from './fr/justice.json' with { type: 'json' }
import library from './fr/library.json' with { type: 'json' }
import meetings from './fr/meetings.json' with { type: 'json' }
import pages from './fr/pages.json' with { type: 'json' }
import people from './fr/people.json' with { type: 'json' }
import publications from './fr/publications.json' with { type: 'json' }
import reports from './fr/reports.json' with { type: 'json' }
import threads from './fr/threads.json' with { type: 'json' }
import writing from './fr/writing.json' with { type: 'json' }

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
