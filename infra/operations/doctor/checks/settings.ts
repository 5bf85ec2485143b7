import { check, fault, note } from '../check.ts'

/** What stands in the settings until somebody has said something of their own. */
const isExample = (domain: string) => /(^|\.)example\.(org|com|net)$/.test(domain)

export const settingsChecks = [
  check({
    name: 'settings',
    of: 'settings',
    looksAt: 'what the installation was told from outside',
    judge: ({ alliance, publicUrl, mailDomain, mailFrom, configuredCoordinators, mailsPeople }) => [
      !mailsPeople &&
        note(
          'Mail stays in the local mailbox, and nobody is mailed.',
          'To reach people, set SMTP_URL, or deploy to AWS.',
        ),
      alliance === 'The Alliance' &&
        note('Mails are signed "The Alliance", since no name is set.', 'Set ALLIANCE_NAME (-c alliance=…).'),
      mailsPeople &&
        isExample(mailDomain) &&
        fault(
          `Replies would go to ${mailDomain}, a domain for examples, where nobody reads them.`,
          'Set MAIL_DOMAIN (-c domain=…) to a domain of your own that receives mail.',
        ),
      mailsPeople &&
        isExample(mailFrom.split('@')[1] ?? '') &&
        fault(
          'Mails come from a domain for examples, and servers refuse or hide what comes from there.',
          'Set MAIL_FROM (-c domain=…) to an address that your mail server may send from.',
        ),
      mailsPeople &&
        /^http:|\/\/(localhost|127\.|\[::1\])/.test(publicUrl) &&
        fault(
          `Links in mails begin with ${publicUrl}, which opens for nobody but this machine, or without encryption.`,
          'Set PUBLIC_URL (-c publicUrl=…) to the https address under which people reach it.',
        ),
      mailsPeople &&
        configuredCoordinators < 2 &&
        note(
          `COORDINATORS names ${configuredCoordinators === 0 ? 'nobody' : 'one person'}.`,
          'Name two (-c coordinators=a@…,b@…): an alert needs two persons, and they let each other back in.',
        ),
    ],
  }),
  check({
    name: 'coordinators',
    of: 'coordinators',
    looksAt: 'how many people hold the grant of a coordinator',
    judge: ({ confirmed, bootstrapped }) => [
      confirmed < 2 &&
        !bootstrapped &&
        fault(
          `${confirmed === 0 ? 'Nobody is' : 'Only one person is'} a coordinator, so that no alert can be approved by a second.`,
          'Let those whom COORDINATORS names sign in once, then grant others by POST /v1/grants.',
        ),
    ],
  }),
  check({
    name: 'keys',
    of: 'keys',
    looksAt: 'the signing keys, which mailed links, sessions and secrets at rest hang on',
    judge: ({ ids, placeholders, openToOthers }) => [
      ids.length === 0 &&
        fault('There are no signing keys.', 'Restore keys.json, or the secret, from a backup.'),
      placeholders.length > 0 &&
        fault(
          `What stands for the key ${placeholders.join(', ')} is no key: anybody could guess it and sign links.`,
          'npm run keys -- rotate, then take it out of the keys by hand; what it has signed dies with it.',
        ),
      openToOthers &&
        fault(
          'Others on this machine can read the signing keys, and sign links in anybody’s name.',
          'chmod 700 the data directory and 600 keys.json; if somebody may have read it, npm run keys -- rotate, and take the old keys out by hand: what they have signed dies with them.',
        ),
    ],
  }),
]
