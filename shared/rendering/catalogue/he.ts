import advocacy from './he/advocacy.json' with { type: 'json' }
import alerts from './he/alerts.json' with { type: 'json' }
import answers from './he/answers.json' with { type: 'json' }
import briefings from './he/briefings.json' with { type: 'json' }
import coalitions from './he/coalitions.json' with { type: 'json' }
import common from './he/common.json' with { type: 'json' }
import console from './he/console.json' with { type: 'json' }
import desk from './he/desk.json' with { type: 'json' }
import files from './he/files.json' with { type: 'json' }
import history from './he/history.json' with { type: 'json' }
import identity from './he/identity.json' with { type: 'json' }
import imports from './he/import.json' with { type: 'json' }
import inbox from './he/inbox.json' with { type: 'json' }
import integrations from './he/integrations.json' with { type: 'json' }
import justice from './he/justice.json' with { type: 'json' }
import library from './he/library.json' with { type: 'json' }
import meetings from './he/meetings.json' with { type: 'json' }
import pages from './he/pages.json' with { type: 'json' }
import people from './he/people.json' with { type: 'json' }
import publications from './he/publications.json' with { type: 'json' }
import reports from './he/reports.json' with { type: 'json' }
import threads from './he/threads.json' with { type: 'json' }
import writing from './he/writing.json' with { type: 'json' }

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
