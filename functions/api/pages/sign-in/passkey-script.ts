import { asset } from '../asset.ts'

/**
 * Has a passkey made, or has one answer, and sends the form with what it said. Without it, or in a browser that knows
 * no passkeys, what stands there says so, and the form has other ways.
 */
const script = `(() => {
  const kind = self.PublicKeyCredential
  if (!kind?.parseCreationOptionsFromJSON || !kind.parseRequestOptionsFromJSON || !kind.prototype.toJSON) return
  const ask = async ({ dataset: { passkey, makes } }, { enrolmentCode }) => {
    const code = enrolmentCode?.value
    const answer = await fetch(passkey, {
      method: 'POST',
      ...(makes && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(code ? { enrolmentCode: code } : {}),
      }),
    })
    if (!answer.ok) throw new Error(answer.statusText)
    const options = await answer.json()
    return makes
      ? navigator.credentials.create({ publicKey: kind.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(options) })
  }
  for (const part of document.querySelectorAll('[data-passkey]')) {
    const [button, lacks, failed] = ['button', '[data-lacks]', '[data-failed]'].map((each) => part.querySelector(each))
    button.hidden = false
    lacks.hidden = true
    button.addEventListener('click', async () => {
      button.disabled = true
      failed.hidden = true
      try {
        part.querySelector('input').value = JSON.stringify(await ask(part, button.form.elements))
        button.form.submit()
      } catch {
        button.disabled = false
        failed.hidden = false
      }
    })
  }
})()
`

export const { path: passkeyScriptPath, file: passkeyScript } = asset('/factors', 'js', script)
