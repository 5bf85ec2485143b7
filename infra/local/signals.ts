/** npm hands on a signal that the whole group got already: what comes within this is the first one again. */
const echo = 300

/** The first signal stops in order, a second one at once. */
export const onSignal = (stop: () => Promise<void>) => {
  let asked: number | undefined
  const answer = async () => {
    if (asked !== undefined) return performance.now() - asked > echo ? process.exit(130) : undefined
    asked = performance.now()
    await stop()
    process.exit(0)
  }
  process.on('SIGINT', answer)
  process.on('SIGTERM', answer)
}
