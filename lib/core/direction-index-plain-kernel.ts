import type { IndexKernel } from './direction-index-kernel'

/** The kernel in plain JavaScript: the same answers, about five times slower. Needs a little-endian machine, as WebAssembly gives. */
export function createPlainKernel(): IndexKernel {
  let words = new Uint32Array(16_384)

  function combine(target: number, source: number, length: number, operate: (a: number, b: number) => number): void {
    const from = source >>> 2
    const to = target >>> 2
    for (let at = 0; at < length >>> 2; at++) words[to + at] = operate(words[to + at] ?? 0, words[from + at] ?? 0)
  }

  return {
    kind: 'plain',
    memory: () => new Uint8Array(words.buffer),
    reserve: (byteLength) => {
      if (byteLength <= words.byteLength) return
      const grown = new Uint32Array(Math.ceil(Math.max(byteLength, words.byteLength * 1.5) / 4))
      grown.set(words)
      words = grown
    },
    and: (target, source, length) => combine(target, source, length, (a, b) => a & b),
    or: (target, source, length) => combine(target, source, length, (a, b) => a | b),
    andNot: (target, source, length) => combine(target, source, length, (a, b) => a & ~b),
    add: (counter, planes, stride, source, weight, length) => {
      const [from, to, apart] = [source >>> 2, counter >>> 2, stride >>> 2]
      for (let at = 0; at < length >>> 2; at++) {
        const bits = words[from + at] ?? 0
        if (bits === 0) continue
        let carry = 0
        for (let plane = 0; plane < planes && (carry !== 0 || weight >>> plane !== 0); plane++) {
          const place = to + plane * apart + at
          const old = words[place] ?? 0
          const added = (weight >>> plane) & 1 ? bits : 0
          words[place] = old ^ added ^ carry
          carry = (added & (old | carry)) | (old & carry)
        }
      }
    },
    count: (bitmaps, many, length, mask, counts) => {
      const wordCount = length >>> 2
      const maskStart = mask >>> 2
      for (let bitmap = 0; bitmap < many; bitmap++) {
        const start = (bitmaps >>> 2) + bitmap * wordCount
        let sum = 0
        for (let at = 0; at < wordCount; at++) {
          const shared = (words[start + at] ?? 0) & (words[maskStart + at] ?? 0)
          if (shared !== 0) sum += countBits(shared)
        }
        words[(counts >>> 2) + bitmap] = (words[(counts >>> 2) + bitmap] ?? 0) + sum
      }
    },
  }
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
