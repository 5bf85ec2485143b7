/**
 * All the script there is: a part of a page that names where its newer self is fetches it while it is looked at, and
 * stops once that no longer asks to be. Where the line is down, what is shown stays, and it is tried again.
 */
export const script = `(() => {
  const look = async (part, wait) => {
    let next = wait
    try {
      const answer = document.hidden ? undefined : await fetch(part.dataset.live, { headers: { Accept: 'text/html' } })
      if (answer?.status === 401) return
      if (answer?.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live],[data-still]')
        if (fresh) {
          part.innerHTML = fresh.innerHTML
          if (!fresh.dataset.live) return delete part.dataset.live
        }
        next = 2000
      }
    } catch {
      next = Math.min(wait * 2, 30000)
    }
    setTimeout(look, next, part, next)
  }
  for (const part of document.querySelectorAll('[data-live]')) setTimeout(look, 1500, part, 2000)
})()
`
