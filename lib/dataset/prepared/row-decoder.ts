import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import type { PackedRow, UnpackedRow } from './decode-row'
import type { ClippedRow } from './page-row'
import { PreparedReadError } from './prepared-read-error'
import { answerDecode, type DecodeReply, type DecodeRequest } from './row-decoder-protocol'

/**
 * Unpacks rows off this thread, in their order. Both throw as `decodePackedRow` does, and `Error` when the worker is lost.
 * What the table shows is cut there: a complete row of the dataset has some 30 kB, all of it a copy to make and to drop.
 */
export interface RowDecoder {
  readonly decode: (file: string, rows: readonly PackedRow[]) => Promise<readonly UnpackedRow[]>
  readonly decodeClipped: (file: string, rows: readonly PackedRow[]) => Promise<readonly ClippedRow[]>
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

  function ask(request: Omit<DecodeRequest, 'id'>): Promise<DecodeReply> {
    const id = nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      open().postMessage({ ...request, id } satisfies DecodeRequest)
    })
  }

  return { ...createQuestions(ask), end: () => end() }
}

/** A decoder in this thread, for tests and programs. */
export const DIRECT_DECODER: RowDecoder = {
  ...createQuestions(async (request) => answerDecode({ ...request, id: 0 })),
  end: () => undefined,
}

function createQuestions(ask: (request: Omit<DecodeRequest, 'id'>) => Promise<DecodeReply>): Omit<RowDecoder, 'end'> {
  return {
    async decode(file, rows) {
      const reply = await ask({ want: 'complete', file, rows })
      return reply.kind === 'complete' ? reply.rows : refuse(reply, file)
    },
    async decodeClipped(file, rows) {
      const reply = await ask({ want: 'clipped', file, rows })
      return reply.kind === 'clipped' ? reply.rows : refuse(reply, file)
    },
  }
}

function refuse(reply: DecodeReply, file: string): never {
  switch (reply.kind) {
    case 'damaged':
      throw new PreparedFormatError(file, reply.problem)
    case 'too-long':
      throw new PreparedReadError('row-size', file, 'has a row that is too long')
    case 'failed':
      throw new Error(`${file}: ${reply.message}`)
    default:
      throw new Error(`${file}: the reader of rows answered something else than was asked`)
  }
}
