import { LoadError } from '../load-error'

/** The largest single row of a JSON file, in bytes. */
export const MAX_ROW_BYTES = 64 * 1024 * 1024

/** Cuts a stream of bytes into the texts of its rows. Every row comes out once, in order. */
export interface RowScanner {
  /** The rows that `chunk` completes. Throws `LoadError`. */
  readonly push: (chunk: Uint8Array) => string[]
  /** What is left at the end of the file. Throws `LoadError` where the file may not end. */
  readonly end: () => string[]
}

const NEWLINE = 10
const decoder = new TextDecoder()

/** Rows of a JSONL file: its lines, blank ones left out. */
export function createLineScanner(file: string): RowScanner {
  const rest = createRest(file)
  return {
    push(chunk) {
      const rows: string[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        rows.push(rest.take(chunk.subarray(start, end)))
        start = end + 1
      }
      rest.keep(chunk.subarray(start))
      return rows.filter((row) => row.trim() !== '')
    },
    end: () => [rest.take(new Uint8Array(0))].filter((row) => row.trim() !== ''),
  }
}

const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]

/** Rows of a JSON list: its items, cut without parsing, so that a faulty one does not hide the others. */
export function createArrayScanner(file: string): RowScanner {
  const rest = createRest(file)
  let depth = 0
  let isInText = false
  let isEscaped = false
  let isOver = false
  let hasTail = false
  let rowsCut = 0

  function push(chunk: Uint8Array): string[] {
    const rows: string[] = []
    let start = 0
    const cut = (end: number) => {
      const row = rest.take(chunk.subarray(start, end))
      if (row.trim() !== '') rows.push(row)
      start = end + 1
    }
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0
      if (isEscaped) isEscaped = false
      else if (isInText) {
        if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) isInText = false
      } else if (isOver) hasTail ||= byte > 32
      else if (byte === QUOTE) isInText = true
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth++
        if (depth === 1) start = index + 1
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        depth--
        if (depth > 0) continue
        cut(index)
        isOver = true
      } else if (byte === COMMA && depth === 1) cut(index)
    }
    if (depth > 0) rest.keep(chunk.subarray(start))
    rowsCut += rows.length
    return rows
  }

  function end(): string[] {
    if (hasTail)
      throw new LoadError('json', `${file}: there is text after the end of the list. The rows before it are kept.`)
    if (!isOver)
      throw new LoadError(
        'json',
        `${file} is torn: it ends inside row ${rowsCut}, before its list is closed. The rows before it are kept.`,
      )
    return []
  }

  return { push, end }
}

/** Collects the beginning of a row whose end has not come yet. */
function createRest(file: string) {
  let parts: Uint8Array[] = []
  let length = 0

  function check(bytes: number): void {
    if (bytes > MAX_ROW_BYTES)
      throw new LoadError(
        'row-size',
        `${file} has a row of more than ${MAX_ROW_BYTES / 2 ** 20} MiB, the limit of a row.`,
      )
  }

  return {
    keep(part: Uint8Array) {
      if (part.length === 0) return
      parts.push(part.slice())
      length += part.length
      check(length)
    },
    take(last: Uint8Array): string {
      check(length + last.length)
      if (parts.length === 0) return decoder.decode(last)
      const bytes = new Uint8Array(length + last.length)
      let at = 0
      for (const part of parts) {
        bytes.set(part, at)
        at += part.length
      }
      bytes.set(last, at)
      parts = []
      length = 0
      return decoder.decode(bytes)
    },
  }
}
