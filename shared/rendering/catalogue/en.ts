import advocacy from './en/advocacy.json' with { type: 'json' }
import alerts from './en/alerts.json' with { type: 'json' }
import answers from './en/answers.json' with { type: 'json' }
import briefings from './en/briefings.json' with { type: 'json' }
import coalitions from './en/coalitions.json' with { type: 'json' }
import common from './en/common.json' with { type: 'json' }
import console from './en/console.json' with { type: 'json' }
import desk from './en/desk.json' with { type: 'json' }
import files from './en/files.json' with { type: 'json' }
import history from './en/history.json' with { type: 'json' }
import identity from './en/identity.json' with { type: 'json' }
import imports from './en/import.json' with { type: 'json' }
import inbox from './en/inbox.json' with { type: 'json' }
import integrations from './en/integrations.json' with { type: 'json' }
import justice from './en/justice.json' with { type: 'json' }
import library from './en/library.json' with { type: 'json' }
import meetings from './en/meetings.json' with { type: 'json' }
import pages from './en/pages.json' with { type: 'json' }
import people from './en/people.json' with { type: 'json' }
import publications from './en/publications.json' with { type: 'json' }
import reports from './en/reports.json' with { type: 'json' }
import threads from './en/threads.json' with { type: 'json' }
import writing from './en/writing.json' with { type: 'json' }

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
