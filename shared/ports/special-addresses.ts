import { BlockList, isIP } from 'node:net'

/**
 * Ranges of the IANA special-purpose registries, and what is no global unicast at all. `::ffff:0:0/96` is
 * missing on purpose: node's list sees through mapped addresses by itself, and that rule would match every IPv4.
 */
const ranges = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  ipv6: [
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '3fff::/20',
    '4000::/2',
    '5f00::/16',
    '8000::/1',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
} as const

const listOf = (all: typeof ranges) => {
  const list = new BlockList()
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const range of all[family]) {
      const [network = '', prefix] = range.split('/')
      list.addSubnet(network, Number(prefix), family)
    }
  return list
}

/** Addresses that no outgoing call may reach. */
export const specialAddresses = listOf(ranges)

/** Whether this is the address of a special range; false for a name. */
export const isSpecialAddress = (host: string) => {
  const family = isIP(host)
  return family !== 0 && specialAddresses.check(host, family === 6 ? 'ipv6' : 'ipv4')
}
