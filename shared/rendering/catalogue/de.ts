import advocacy from './de/advocacy.json' with { type: 'json' }
import alerts from './de/alerts.json' with { type: 'json' }
import answers from './de/answers.json' with { type: 'json' }
import briefings from './de/briefings.json' with { type: 'json' }
import coalitions from './de/coalitions.json' with { type: 'json' }
import common from './de/common.json' with { type: 'json' }
import console from './de/console.json' with { type: 'json' }
import desk from './de/desk.json' with { type: 'json' }
import files from './de/files.json' with { type: 'json' }
import history from './de/history.json' with { type: 'json' }
import identity from './de/identity.json' with { type: 'json' }
import imports from './de/import.json' with { type: 'json' }
import inbox from './de/inbox.json' with { type: 'json' }
import integrations from './de/integrations.json' with { type: 'json' }
import justice from './de/justice.json' with { type: 'json' }
import library from './de/library.json' with { type: 'json' }
import meetings from './de/meetings.json' with { type: 'json' }
import pages from './de/pages.json' with { type: 'json' }
import people from './de/people.json' with { type: 'json' }
import publications from './de/publications.json' with { type: 'json' }
import reports from './de/reports.json' with { type: 'json' }
import threads from './de/threads.json' with { type: 'json' }
import writing from './de/writing.json' with { type: 'json' }

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
