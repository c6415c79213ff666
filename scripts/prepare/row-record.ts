import { FACETS } from '@/lib/core/columns'

/**
 * What a part keeps of a row for the merge, in `rows.bin`, in machine words of little-endian hosts:
 * 12 u64 planes (own, some history item, every history item; each positive low, high, negative low, high),
 * 16 bytes of content hash, u32 length of text part A, u32 of part B, u32 flags, u32 row in the shard, an i32 a facet.
 */
export const RECORD_BYTES = 128 + 8 * Math.ceil(FACETS.length / 2)
export const RECORD_WORDS = RECORD_BYTES / 4

/** Places in a record, counted in words of 32 bits. */
export const WORD = {
  own: 0,
  some: 8,
  every: 16,
  hash: 24,
  lengthA: 28,
  lengthB: 29,
  flags: 30,
  shardRow: 31,
  facets: 32,
}

/** Bits of `flags`: what a row has. */
export const FLAG = { direction: 1, demographics: 2, profile: 4, persona: 8, ugc: 16, pairs: 32 }
