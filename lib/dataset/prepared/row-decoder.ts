import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import type { PackedRow, UnpackedRow } from './decode-row'
import { PreparedReadError } from './prepared-read-error'
import { answerDecode, type DecodeReply, type DecodeRequest } from './row-decoder-protocol'

/** Unpacks rows off this thread. */
export interface RowDecoder {
  /** The rows in their order. Throws as `decodePackedRow` does, and `Error` when the worker is lost. */
  readonly decode: (file: string, rows: readonly PackedRow[]) => Promise<readonly UnpackedRow[]>
  readonly end: () => void
}

/** A decoder in a worker of its own, which starts with the first rows. */
export function createRowDecoder(): RowDecoder {
  let worker: Worker | null = null
  let nextId = 0
  const waiting = new Map<number, { resolve: (reply: DecodeReply) => void; reject: (error: Error) => void }>()

  function end(reason = 'The rows were closed.'): void {
    worker?.terminate()
    worker = null
    for (const { reject } of waiting.values()) reject(new Error(reason))
    waiting.clear()
  }

  function open(): Worker {
    if (worker) return worker
    worker = new Worker(new URL('./row-decoder.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<DecodeReply>) => {
      waiting.get(data.id)?.resolve(data)
      waiting.delete(data.id)
    }
    worker.onerror = (event) => end(`The reader of rows stopped working (${event.message || 'no reason given'}).`)
    return worker
  }

  return {
    async decode(file, rows) {
      const request: DecodeRequest = { id: nextId++, file, rows }
      const reply = await new Promise<DecodeReply>((resolve, reject) => {
        waiting.set(request.id, { resolve, reject })
        open().postMessage(request)
      })
      return readReply(reply, file)
    },
    end: () => end(),
  }
}

/** A decoder in this thread, for tests and programs. */
export const DIRECT_DECODER: RowDecoder = {
  decode: async (file, rows) => readReply(await answerDecode({ id: 0, file, rows }), file),
  end: () => undefined,
}

function readReply(reply: DecodeReply, file: string): readonly UnpackedRow[] {
  switch (reply.kind) {
    case 'rows':
      return reply.rows
    case 'damaged':
      throw new PreparedFormatError(file, reply.problem)
    case 'too-long':
      throw new PreparedReadError('row-size', file, 'has a row that is too long')
    case 'failed':
      throw new Error(`${file}: ${reply.message}`)
  }
}
