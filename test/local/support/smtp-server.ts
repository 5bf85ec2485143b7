import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** What the server says to a command; `drop` breaks the connection. */
export type Answers = Readonly<Partial<Record<'EHLO' | 'MAIL' | 'RCPT' | 'AUTH' | 'DATA' | '.', string>>>

const usual = {
  EHLO: '250-here\r\n250 AUTH PLAIN',
  MAIL: '250 ok',
  RCPT: '250 ok',
  AUTH: '235 ok',
  DATA: '354 go',
  '.': '250 ok',
}

/** A mail server that answers by the book, but where told otherwise. */
export const startSmtpServer = async (answers: Answers = {}) => {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const says: Record<string, string> = { ...usual, ...answers }
  const server = createServer((socket) => {
    sockets.add(socket)
    let rest = ''
    let inData = false
    const say = (text: string) => (text === 'drop' ? socket.destroy() : socket.write(`${text}\r\n`))
    say('220 here')
    socket.on('error', () => {})
    socket.on('data', (data) => {
      rest += data
      const end = inData ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n')
      if (end < 0) return
      if (inData) {
        mails.push(rest.slice(0, end + 2))
        rest = rest.slice(end + 5)
        inData = false
        return say(says['.']!)
      }
      const command = rest.slice(0, 4).toUpperCase()
      rest = ''
      const answer = says[command] ?? (command === 'QUIT' ? 'drop' : '250 ok')
      inData = answer.startsWith('354')
      say(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  onTestFinished(stop)
  return { url: `smtp://user:secret@127.0.0.1:${port}`, mails, stop }
}
