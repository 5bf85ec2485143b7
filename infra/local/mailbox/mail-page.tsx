import type { Attachment, Email } from '../ses/email.ts'
import { Layout, When } from './layout.tsx'

const size = ({ content }: Attachment) => {
  const bytes = Buffer.byteLength(content, 'base64')
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`
}

const Field = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd dir="auto">{value}</dd>
  </>
)

const links = /(https?:\/\/[^\s<>"]+)/

/** The text part as it stands, with its links made to work. */
const Text = ({ text }: { readonly text: string }) => (
  <pre class="text" dir="auto">
    {text.split(links).map((part, at) =>
      at % 2 === 1 ? (
        <a href={part} target="_blank" rel="noopener noreferrer">
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </pre>
)

const Attachments = ({ email }: { readonly email: Email }) => (
  <section>
    <h2>Attachments</h2>
    <ul class="attachments">
      {email.attachments.map((attachment, at) => (
        <li>
          <a href={`/mail/${email.messageId}/attachments/${at}`} dir="auto">
            {attachment.filename}
          </a>
          <span>
            {attachment.contentType}, {size(attachment)}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const Headers = ({ email }: { readonly email: Email }) => (
  <details>
    <summary>All headers</summary>
    <dl class="headers">
      {email.headers.map(({ name, value }) => (
        <Field name={name} value={value} />
      ))}
    </dl>
    <p>
      <a href={`/mail/${email.messageId}/raw`}>The raw mail</a>
    </p>
  </details>
)

/** One mail as its recipient has it, and what stands behind it. */
export const MailPage = ({ email, alliance }: { readonly email: Email; readonly alliance: string }) => {
  const { body, attachments, tags } = email
  return (
    <Layout title={email.subject || '(no subject)'} alliance={alliance}>
      <article>
        <h1 dir="auto">{email.subject || '(no subject)'}</h1>
        <dl class="envelope">
          <Field name="From" value={email.from} />
          <Field name="To" value={email.destination.to.join(', ')} />
          {email.replyTo.length > 0 && <Field name="Reply-To" value={email.replyTo.join(', ')} />}
          <dt>Sent</dt>
          <dd>
            <When at={email.at} />
          </dd>
          {Object.entries(tags).map(([name, value]) => (
            <Field name={`Tag ${name}`} value={value} />
          ))}
        </dl>
        {body.html && (
          <iframe
            title="The mail as HTML"
            src={`/mail/${email.messageId}/html`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
        )}
        <details open={!body.html}>
          <summary>Text part</summary>
          <Text text={body.text} />
        </details>
        {attachments.length > 0 && <Attachments email={email} />}
        <Headers email={email} />
      </article>
    </Layout>
  )
}
