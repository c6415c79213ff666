/** Returns the next number of a sequence: in [0, 1), 32 bits fine. */
export type Random = () => number

/**
 * A seeded generator (mulberry32): the same `seed` (an integer, taken modulo 2^32) gives the same sequence everywhere.
 * Period about 2^32; for sampling, never for secrets.
 * Source: mulberry32 by Tommy Ettinger, public domain.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A seed for a named part of a run, so that its sample, control and intervals draw from separate sequences. */
export function deriveSeed(seed: number, purpose: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let index = 0; index < purpose.length; index++)
    hash = Math.imul(hash ^ purpose.charCodeAt(index), 0x01000193) >>> 0
  return hash
}

/** A shuffled copy (Fisher-Yates): every order equally likely. */
export function shuffle<Item extends NonNullable<unknown> | null>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) swap(shuffled, last, Math.floor(random() * (last + 1)))
  return shuffled
}

/**
 * `count` different integers of 0 to `total` - 1 in increasing order, every set equally likely.
 * All of them when `count` >= `total`. Source: Knuth, selection sampling (Algorithm S).
 */
export function sampleIndices(total: number, count: number, random: Random): number[] {
  const chosen: number[] = []
  for (let index = 0; index < total && chosen.length < count; index++) {
    const left = count - chosen.length
    if (random() * (total - index) < left) chosen.push(index)
  }
  return chosen
}

/**
 * For each place 0 to `count` - 1 another place, each used once: a derangement that is one cycle.
 * `null` for fewer than two places. Source: Sattolo's algorithm.
 */
export function derange(count: number, random: Random): number[] | null {
  if (count < 2) return null
  const places = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) swap(places, last, Math.floor(random() * last))
  return places
}

function swap<Item extends NonNullable<unknown> | null>(items: Item[], first: number, second: number): void {
  const a = items[first]
  const b = items[second]
  if (a === undefined || b === undefined) return
  items[first] = b
  items[second] = a
}
