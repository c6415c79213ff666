/**
 * Cuts a stream of pieces of any length into blocks of these lengths, the last of which ends it. Blocks that the stream
 * ends within are not given.
 */
export async function* cutPieces(
  pieces: AsyncIterable<Uint8Array>,
  lengths: readonly number[],
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  let place = 0
  let block = new Uint8Array(lengths[place] ?? 0)
  let at = 0
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length && place < lengths.length; ) {
      const part = piece.subarray(from, from + block.length - at)
      block.set(part, at)
      at += part.length
      from += part.length
      if (at < block.length) continue
      yield block
      place += 1
      block = new Uint8Array(lengths[place] ?? 0)
      at = 0
    }
  }
}
