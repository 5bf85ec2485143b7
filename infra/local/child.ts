import { spawn } from 'node:child_process'

export interface Child {
  /** What it last said on stderr, once it has ended by itself. */
  complaint(): string | undefined
  /** Comes true, with the same, when it ends without having been stopped. */
  readonly broken: Promise<string>
  stop(): Promise<void>
}

/** Ends the program when our end of the pipe closes, so that it never outlives us, however we end. */
const watched = '(read -r _ <&3; kill $$) 2>/dev/null & exec "$0" "$@" 3<&-'

/**
 * Starts a program in a process group of its own: Ctrl-C is then ours alone, and the program lives until we
 * have made our last call to it.
 */
export const startChild = (command: string, options: readonly string[]): Child => {
  const [program, list] =
    process.platform === 'win32' ? [command, options] : ['/bin/sh', ['-c', watched, command, ...options]]
  const child = spawn(program, list, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  let ended = false
  let asked = false
  const end = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true
      resolve()
    })
  })
  const last = () => said.trim().split('\n').at(-1) ?? ''
  child.stderr?.on('data', (data) => {
    said = `${said}${data}`.slice(-500)
  })
  child.once('error', (error) => {
    said = error.message
  })
  child.once('exit', () => child.stdio[3]?.destroy())
  return {
    complaint: () => (ended ? last() : undefined),
    broken: new Promise((resolve) => end.then(() => asked || resolve(last()))),
    async stop() {
      asked = true
      if (!ended) child.kill('SIGTERM')
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5000)
      await end
      clearTimeout(impatient)
    },
  }
}
