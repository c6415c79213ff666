import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Example } from '@/lib/core/example'
import { encodeRowParts } from '@/lib/core/prepared/row-parts'
import { decodePackedRow } from './decode-row'

const HASH = '0123456789abcdef0123456789abcdef'
const EXAMPLE: Example = {
  prompt: 'Where to, with café and 🚂?',
  chosen: 'Far. '.repeat(20_000),
  rejected: 'Near.',
  demographics: null,
  profile: null,
  groundTruthPersona: null,
  direction: null,
  ugc: [],
  pairs: [],
  extra: {},
}

function pack(text: string | Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(deflateSync(text))
}

const PARTS = encodeRowParts(HASH, EXAMPLE)
const A = pack(PARTS.a)
const B = pack(PARTS.b)

test('a row comes back as it was packed', () => {
  expect(decodePackedRow({ a: A, b: B }, 'text/00000.pack')).toEqual({ hash: HASH, example: EXAMPLE })
})

describe('a part is refused', () => {
  const flipped = A.slice()
  flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1
  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['that is empty', new Uint8Array(0)],
    ['without its last byte', A.slice(0, -1)],
    ['without its checksum', A.slice(0, -4)],
    ['that is half there', A.slice(0, A.length >> 1)],
    ['with another checksum', flipped],
    ['with a byte behind it', Uint8Array.from([...A, 0])],
    ['with another stream behind it', Uint8Array.from([...A, ...A])],
    ['of zeros', new Uint8Array(40)],
    ['packed by gzip', Uint8Array.from(gzipSync(PARTS.a))],
    ['of bytes that are no text', pack(Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]))],
  ])('%s', (_, a) => {
    expect(() => decodePackedRow({ a, b: B }, 'text/00000.pack')).toThrow(/text\/00000\.pack.*checksum/s)
  })

  test('that unpacks to more than 64 MB, before all of it is unpacked', () => {
    const a = pack(Buffer.alloc(80_000_000, 0x20))
    expect(() => decodePackedRow({ a, b: B }, 'text/00000.pack')).toThrow(/more than 67108864 bytes/)
  })
})
