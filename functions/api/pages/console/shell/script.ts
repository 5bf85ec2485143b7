/** What is said where the line is down, or the session is over; it has its place before the part that it is about. */
const saying = `
  const say = (part, what) => {
    const said = part.previousElementSibling
    const words = what ? said.dataset[what] : ''
    if (said.textContent !== words) said.textContent = words
  }
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html')
`

/**
 * What moves names where its newer self is, fetches it while it is looked at, and stops once that says that it has come
 * to rest; every part of the answer takes the place of the one before. Where the line is down, what is shown stays, and it is tried again.
 */
const moving = `
  const look = async (part, wait) => {
    let next = Math.min(wait * 2, 30000)
    const late = setTimeout(say, 4000, part, 'old')
    try {
      const answer = document.hidden ? undefined : await fetch(part.dataset.live, { headers: { Accept: 'text/html' } })
      if (!answer) next = wait
      else if (answer.ok) {
        const fresh = await read(answer)
        for (const each of fresh.querySelectorAll('[data-part]')) {
          const old = document.querySelector('[data-part=' + each.dataset.part + ']')
          if (old && old.innerHTML !== each.innerHTML) old.innerHTML = each.innerHTML
        }
        say(part)
        if (fresh.querySelector('[data-still]')) return delete part.dataset.live
        next = 2000
      } else {
        say(part, answer.status === 401 ? 'out' : 'old')
        if (answer.status === 401) return
      }
    } catch {
      say(part, 'old')
    } finally {
      clearTimeout(late)
    }
    setTimeout(look, next, part, next)
  }
  for (const part of document.querySelectorAll('[data-live]')) setTimeout(look, 1500, part, 2000)
`

/**
 * What is written in a form is looked at anew after a pause: the form is sent as its button would, and only the
 * preview takes the place of the one before. A newer look gives up an older one; no field is ever touched.
 */
const previewing = `
  for (const part of document.querySelectorAll('[data-preview]')) {
    const form = document.getElementById(part.dataset.preview)
    let pause, late, latest
    const preview = async (wait) => {
      latest?.abort()
      const mine = (latest = new AbortController())
      clearTimeout(pause)
      clearTimeout(late)
      late = setTimeout(say, 4000, part, 'old')
      part.setAttribute('aria-busy', 'true')
      try {
        const body = new URLSearchParams(new FormData(form))
        body.set('more', 'part')
        const answer = await fetch(form.action, { method: 'POST', body, signal: mine.signal, headers: { Accept: 'text/html' } })
        if (answer.status === 401) return say(part, 'out')
        const fresh = answer.ok && (await read(answer)).querySelector('[data-preview]')
        if (mine !== latest) return
        if (!fresh) throw answer
        if (part.innerHTML !== fresh.innerHTML) part.innerHTML = fresh.innerHTML
        say(part)
      } catch {
        if (mine !== latest) return
        say(part, 'old')
        pause = setTimeout(preview, wait, Math.min(wait * 2, 60000))
      } finally {
        if (mine === latest) {
          clearTimeout(late)
          part.removeAttribute('aria-busy')
        }
      }
    }
    document.addEventListener('input', ({ target }) => {
      if (target.form !== form) return
      clearTimeout(pause)
      pause = setTimeout(preview, 800, 5000)
    })
  }
`

/** All the script there is. Without it, a page is looked at anew by itself or by a button. */
export const script = `(() => {${saying}${moving}${previewing}})()
`
