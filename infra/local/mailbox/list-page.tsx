import { isTo, type Summary } from '../ses/mailbox.ts'
import { Layout, When } from './layout.tsx'

const onePage = 100

interface Props {
  readonly alliance: string
  readonly summaries: readonly Summary[]
  /** The recipient whose mails are wanted, or everybody's. */
  readonly to: string
  readonly page: number
}

const address = (to: string, page: number) =>
  `/?${new URLSearchParams({ ...(to && { to }), ...(page > 1 && { page: String(page) }) })}`

const Row = ({ mail }: { readonly mail: Summary }) => (
  <li>
    <a class="mail" href={`/mail/${mail.messageId}`}>
      <span class="to" dir="auto">
        {mail.to.join(', ')}
      </span>
      <span class="subject" dir="auto">
        {mail.subject || '(no subject)'}
      </span>
      <When at={mail.at} as="short" />
    </a>
  </li>
)

const Empty = ({ to }: { readonly to: string }) => (
  <p class="empty">
    {to ? 'No mail to this address.' : 'No mail yet. Whatever is sent appears here and goes no further.'}
  </p>
)

/** The latest mails, newest first. */
export const ListPage = ({ alliance, summaries, to, page }: Props) => {
  const wanted = to ? summaries.filter((mail) => isTo(mail, to)) : summaries
  const end = wanted.length - (page - 1) * onePage
  const shown = end > 0 ? wanted.slice(Math.max(0, end - onePage), end).reverse() : []
  return (
    <Layout title={`Mailbox (${wanted.length})`} alliance={alliance}>
      <form class="filter" method="get" action="/">
        <label for="to">Recipient</label>
        <input
          id="to"
          name="to"
          type="search"
          value={to}
          placeholder="everybody"
          autocomplete="off"
          spellcheck={false}
        />
        <button type="submit">Show</button>
        <output>
          {wanted.length} {wanted.length === 1 ? 'mail' : 'mails'}
        </output>
      </form>
      {shown.length === 0 ? (
        <Empty to={to} />
      ) : (
        <ol class="mails">
          {shown.map((mail) => (
            <Row mail={mail} />
          ))}
        </ol>
      )}
      <nav class="pages" aria-label="Pages">
        {page > 1 && <a href={address(to, page - 1)}>Newer</a>}
        {end > onePage && <a href={address(to, page + 1)}>Older</a>}
      </nav>
    </Layout>
  )
}
