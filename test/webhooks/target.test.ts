import { describe, expect, it } from 'vitest'
import { targetFault } from '../../shared/ports/http-target.ts'
import { isSpecialAddress } from '../../shared/ports/special-addresses.ts'
import { spellings } from './spellings.ts'

const closed = { allowLoopback: false }
const open = { allowLoopback: true }

describe('where a call may go', () => {
  it('takes special ranges for what they are and leaves public addresses alone', () => {
    const special = [
      '10.0.0.1',
      '100.64.0.1',
      '169.254.169.254',
      '172.31.255.255',
      '192.168.1.1',
      '224.0.0.1',
    ]
    const special6 = [
      'fd00:ec2::254',
      'fe80::1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '::ffff:10.0.0.1',
      'ff02::1',
    ]
    const everyday = [
      '8.8.8.8',
      '172.32.0.1',
      '100.128.0.1',
      '2606:4700::1111',
      '2a00:1450::1',
      'example.org',
    ]
    for (const address of [...special, ...special6])
      expect([address, isSpecialAddress(address)]).toEqual([address, true])
    for (const address of everyday) expect([address, isSpecialAddress(address)]).toEqual([address, false])
  })

  it('says at registration what an endpoint may not be', () => {
    const refused = [
      'nonsense',
      'http://hooks.example.org/',
      'ftp://hooks.example.org/',
      'https://hooks.example.org:8443/',
      'https://user@hooks.example.org/',
      'https://user:pass@hooks.example.org/',
      'https://intranet/',
      'https://printer.local/',
      'https://ec2.internal/',
      'https://localhost./',
      'https://app.localhost/',
      ...spellings.map((host) => `https://${host}/`),
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
    ]
    for (const url of refused) expect([url, targetFault(url, closed)]).toEqual([url, expect.any(String)])
    expect(targetFault('https://hooks.example.org:443/a?b', closed)).toBeUndefined()
    expect(targetFault('https://8.8.8.8/', closed)).toBeUndefined()
    expect(targetFault('http://localhost:9000/hook', open)).toBeUndefined()
    expect(targetFault('http://127.0.0.1:9000/hook', open)).toBeUndefined()
    expect(targetFault('http://10.0.0.1:9000/', open)).toEqual(expect.any(String))
  })
})
