import advocacy from './es/advocacy.json' with { type: 'json' }
import alerts from './es/alerts.json' with { type: 'json' }
import answers from './es/answers.json' with { type: 'json' }
import briefings from './es/briefings.json' with { type: 'json' }
import coalitions from './es/coalitions.json' with { type: 'json' }
import common from './es/common.json' with { type: 'json' }
import console from './es/console.json' with { type: 'json' }
import desk from './es/desk.json' with { type: 'json' }
import files from './es/files.json' with { type: 'json' }
import history from './es/history.json' with { type: 'json' }
import identity from './es/identity.json' with { type: 'json' }
import imports from './es/import.json' with { type: 'json' }
import inbox from './es/inbox.json' with { type: 'json' }
import integrations from './es/integrations.json' with { type: 'json' }
import justice from './es/justice.json' with { type: 'json' }
import library from './es/library.json' with { type: 'json' }
import meetings from './es/meetings.json' with { type: 'json' }
import pages from './es/pages.json' with { type: 'json' }
import people from './es/people.json' with { type: 'json' }
import publications from './es/publications.json' with { type: 'json' }
import reports from './es/reports.json' with { type: 'json' }
import threads from './es/threads.json' with { type: 'json' }
import writing from './es/writing.json' with { type: 'json' }

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
