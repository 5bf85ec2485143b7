import { createSocket } from 'node:dgram'

/** Seconds between 1900, where NTP begins, and 1970. */
const epoch = 2_208_988_800

const asRequest = () => {
  const packet = Buffer.alloc(48)
  // Version 4, client.
  packet[0] = 0x23
  return packet
}

/**
 * Seconds that this clock is ahead of a time server's, by one question of SNTP (RFC 4330); nothing where none answers.
 * `server` is `host` or `host:port`.
 */
export const secondsAheadOf = (server: string, now: () => number = Date.now, patience = 3000) =>
  new Promise<number | undefined>((resolve) => {
    const [host, port = '123'] = server.split(':')
    const socket = createSocket('udp4')
    const answer = (seconds?: number) => {
      clearTimeout(impatient)
      socket.close()
      resolve(seconds)
    }
    const impatient = setTimeout(() => answer(), patience)
    const asked = now()
    socket.once('error', () => answer())
    socket.once('message', (packet) => {
      if (packet.length < 48) return answer()
      const theirs = packet.readUInt32BE(40) - epoch + packet.readUInt32BE(44) / 2 ** 32
      answer((asked + now()) / 2000 - theirs)
    })
    socket.send(asRequest(), Number(port), host, (error) => error && answer())
  })
