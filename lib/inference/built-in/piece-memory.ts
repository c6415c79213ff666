/** Pieces and their ids that are kept at most; the memory is emptied when either is full. About 10 MB. */
const MAX_PIECES = 100_000
const MAX_CODES = 1 << 20
const MAX_IDS = 1 << 20

const SLOTS = 1 << 18

/** Where the code units and the ids of a piece start, and its hash; they end where those of the next piece start. */
const ENTRY = { size: 3, codes: 0, ids: 1, hash: 2 } as const

/** Remembers the ids of pieces in typed arrays, so that looking a piece up makes no string. */
export class PieceMemory {
  /** Ids of all pieces, one piece after the other. */
  readonly ids = new Int32Array(MAX_IDS)
  readonly #codes = new Uint16Array(MAX_CODES)
  readonly #entries = new Int32Array(ENTRY.size * (MAX_PIECES + 1))
  /** Number of the piece plus one; 0 for a free slot. */
  readonly #slots = new Int32Array(SLOTS)
  #size = 0

  /** The number of the piece `codes[start]` to `codes[end - 1]`, or -1 when it is not known. */
  find(codes: Uint16Array, start: number, end: number): number {
    const hash = hashOf(codes, start, end)
    const entries = this.#entries
    for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const piece = (this.#slots[slot] ?? 0) - 1
      if (piece < 0) return -1
      if (entries[ENTRY.size * piece + ENTRY.hash] !== hash) continue
      const first = entries[ENTRY.size * piece + ENTRY.codes] ?? 0
      const length = (entries[ENTRY.size * (piece + 1) + ENTRY.codes] ?? 0) - first
      if (length === end - start && this.#equals(first, codes, start, end)) return piece
    }
  }

  /** Where the ids of a known piece start in `ids`. */
  startOf(piece: number): number {
    return this.#entries[ENTRY.size * piece + ENTRY.ids] ?? 0
  }

  /** Where the ids of a known piece end in `ids`, exclusive. */
  endOf(piece: number): number {
    return this.#entries[ENTRY.size * (piece + 1) + ENTRY.ids] ?? 0
  }

  /** Keeps a piece that is not known. One too long for the memory is not kept. */
  add(codes: Uint16Array, start: number, end: number, ids: readonly number[]): void {
    if (end - start > MAX_CODES || ids.length > MAX_IDS) return
    const place = ENTRY.size * this.#size
    const firstCode = this.#entries[place + ENTRY.codes] ?? 0
    const firstId = this.#entries[place + ENTRY.ids] ?? 0
    const isFull = this.#size === MAX_PIECES || firstCode + end - start > MAX_CODES || firstId + ids.length > MAX_IDS
    if (isFull) {
      this.#clear()
      this.add(codes, start, end, ids)
      return
    }
    const hash = hashOf(codes, start, end)
    this.#codes.set(codes.subarray(start, end), firstCode)
    this.ids.set(ids, firstId)
    this.#entries[place + ENTRY.hash] = hash
    this.#entries[place + ENTRY.size + ENTRY.codes] = firstCode + end - start
    this.#entries[place + ENTRY.size + ENTRY.ids] = firstId + ids.length
    let slot = slotOf(hash)
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
    this.#slots[slot] = ++this.#size
  }

  #equals(first: number, codes: Uint16Array, start: number, end: number): boolean {
    for (let place = start; place < end; place++) if (this.#codes[first + place - start] !== codes[place]) return false
    return true
  }

  #clear(): void {
    this.#slots.fill(0)
    this.#size = 0
  }
}

function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let place = start; place < end; place++) hash = Math.imul(hash ^ (codes[place] ?? 0), 0x01000193)
  return hash
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}
