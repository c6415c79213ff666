import type { ExampleColumns } from './example-columns'
import { hashColumns, hashColumnsAside } from './hash-columns'
import { createBufferedHasher } from './hasher'
import { toLoadProblem } from './load-error'
import { createParquetStart, loadShard } from './load-shard'
import { type LoaderMessage, type LoaderRequest, PIECES_AHEAD } from './loader-protocol'

const startParquet = createParquetStart()
let wasmHasher: ReturnType<typeof createBufferedHasher> | null = null
let credit = 0
let wake: () => void = () => undefined

self.addEventListener('message', async (event: MessageEvent<LoaderRequest>) => {
  const message = event.data
  if (message.kind === 'next') {
    credit++
    wake()
    return
  }
  credit = PIECES_AHEAD
  try {
    await startParquet(message.parquetUrl)
    await loadShard(message.request, hashRows, send, takeCredit)
  } catch (error) {
    send({ kind: 'failed', problem: toLoadProblem(error, message.request.name) }, [])
  }
})

// A rejection that nobody waits for reaches the page as an error does, so that no load waits for ever.
self.addEventListener('unhandledrejection', (event) => reportError(event.reason))

async function takeCredit(): Promise<void> {
  while (credit === 0)
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  credit--
}

/** Pages that came over plain HTTP from another machine have no `crypto.subtle`: there WebAssembly hashes. */
async function hashRows(columns: ExampleColumns): Promise<string[]> {
  const { subtle }: { readonly subtle?: SubtleCrypto } = crypto
  if (subtle) return hashColumnsAside(columns, subtle)
  wasmHasher ??= createBufferedHasher()
  return hashColumns(columns, await wasmHasher)
}

function send(message: LoaderMessage, transfer: ArrayBuffer[]): void {
  self.postMessage(message, { transfer })
}
