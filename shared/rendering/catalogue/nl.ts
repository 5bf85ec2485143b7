import advocacy from './nl/advocacy.json' with { type: 'json' }
import alerts from './nl/alerts.json' with { type: 'json' }
import answers from './nl/answers.json' with { type: 'json' }
import briefings from './nl/briefings.json' with { type: 'json' }
import coalitions from './nl/coalitions.json' with { type: 'json' }
import common from './nl/common.json' with { type: 'json' }
import console from './nl/console.json' with { type: 'json' }
import desk from './nl/desk.json' with { type: 'json' }
import files from './nl/files.json' with { type: 'json' }
import history from './nl/history.json' with { type: 'json' }
import identity from './nl/identity.json' with { type: 'json' }
import imports from './nl/import.json' with { type: 'json' }
import inbox from './nl/inbox.json' with { type: 'json' }
import integrations from './nl/integrations.json' with { type: 'json' }
import justice from './nl/justice.json' with { type: 'json' }
import library from './nl/library.json' with { type: 'json' }
import meetings from './nl/meetings.json' with { type: 'json' }
import pages from './nl/pages.json' with { type: 'json' }
import people from './nl/people.json' with { type: 'json' }
import publications from './nl/publications.json' with { type: 'json' }
import reports from './nl/reports.json' with { type: 'json' }
import threads from './nl/threads.json' with { type: 'json' }
import writing from './nl/writing.json' with { type: 'json' }

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
