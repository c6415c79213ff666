import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Where an IP address lies. `reserved` is everything that no server answers on: unspecified, multicast, documentation. */
export type AddressClass = 'public' | 'private' | 'loopback' | 'link-local' | 'reserved'

type Subnet = readonly [address: string, prefix: number]

const SUBNETS: Readonly<Record<Exclude<AddressClass, 'public'>, readonly Subnet[]>> = {
  loopback: [
    ['127.0.0.0', 8],
    ['::1', 128],
  ],
  private: [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['fc00::', 7],
  ],
  'link-local': [
    ['169.254.0.0', 16],
    ['fe80::', 10],
  ],
  reserved: [
    ['0.0.0.0', 8],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
    ['::', 128],
    ['ff00::', 8],
    ['2001:db8::', 32],
    ['2001::', 32],
    ['2002::', 16],
  ],
}

function blockList(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6')
  return list
}

const LISTS = {
  loopback: blockList(SUBNETS.loopback),
  private: blockList(SUBNETS.private),
  'link-local': blockList(SUBNETS['link-local']),
  reserved: blockList(SUBNETS.reserved),
} as const

/**
 * The class of an IP address in text. An IPv4 address inside an IPv6 one (mapped, or translated under 64:ff9b::/96)
 * has the class of the IPv4 address; what is no address is `reserved`.
 */
export function classifyAddress(address: string): AddressClass {
  const embedded = isIPv6(address) ? embeddedIPv4(address) : null
  if (embedded !== null) return classifyAddress(embedded)
  if (!isIPv4(address) && !isIPv6(address)) return 'reserved'
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  if (LISTS.loopback.check(address, family)) return 'loopback'
  if (LISTS.private.check(address, family)) return 'private'
  if (LISTS['link-local'].check(address, family)) return 'link-local'
  if (LISTS.reserved.check(address, family)) return 'reserved'
  return 'public'
}

function embeddedIPv4(address: string): string | null {
  const groups = expandIPv6(address)
  const head = groups.slice(0, 6).join(':')
  if (head !== '0:0:0:0:0:ffff' && head !== '64:ff9b:0:0:0:0') return null
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups in hexadecimal without leading zeros. The URL parser has written the address in its short form. */
function expandIPv6(address: string): string[] {
  const plain = address.split('%')[0] ?? address
  const short = new URL(`http://[${plain}]/`).hostname.slice(1, -1)
  const [left = '', right] = short.split('::')
  const leftGroups = left === '' ? [] : left.split(':')
  if (right === undefined) return leftGroups
  const rightGroups = right === '' ? [] : right.split(':')
  return [...leftGroups, ...Array<string>(8 - leftGroups.length - rightGroups.length).fill('0'), ...rightGroups]
}
