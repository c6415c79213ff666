import { SourceError } from '@/lib/sources'

/**
 * A body out of pieces that are made as they are asked for; at most one piece is held ahead. The first piece is awaited
 * here, so that a failure before it rejects instead of breaking the body. An abort breaks the body: it never looks
 * complete. `close` is called once the body ends, fails or is given up.
 */
export async function streamPieces(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  close: () => Promise<void>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const first = await pieces.next()
  const stop = async () => {
    await close()
    await pieces.return()
  }
  let held: IteratorResult<Uint8Array, void> | null = first
  let giveUp = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          controller.error(new SourceError('client-closed', 'The request was given up.'))
          void stop()
        }
        if (signal.aborted) giveUp()
        else signal.addEventListener('abort', giveUp, { once: true })
      },
      async pull(controller) {
        try {
          const piece = held ?? (await pieces.next())
          held = null
          if (piece.done !== true) return controller.enqueue(piece.value)
          controller.close()
        } catch (error) {
          controller.error(error)
        }
        signal.removeEventListener('abort', giveUp)
        await stop()
      },
      async cancel() {
        signal.removeEventListener('abort', giveUp)
        await stop()
      },
    },
    { highWaterMark: 1 },
  )
}
