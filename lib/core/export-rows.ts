/** Characters gathered before a piece of an export is handed on. */
const PIECE_LENGTH = 65_536

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled), in pieces. `null` is an empty field, an empty text `""`; integers of
 * 64 bits keep every digit; lists and objects are JSON.
 */
export function* toCsv(columns: readonly string[], rows: Iterable<readonly unknown[]>): Generator<string> {
  yield* inPieces(`${columns.map(csvField).join(',')}\r\n`, rows, (row) => `${row.map(csvField).join(',')}\r\n`)
}

/**
 * Rows as one JSON object a line, in pieces. Integers past 2^53 are texts, since readers would round them. Of columns
 * with the same name the later ones get a number: `a`, `a_2`.
 */
export function* toJsonLines(columns: readonly string[], rows: Iterable<readonly unknown[]>): Generator<string> {
  const names = uniqueNames(columns)
  const line = (row: readonly unknown[]) =>
    `${toJson(Object.fromEntries(names.map((name, place) => [name, row[place] ?? null])))}\n`
  yield* inPieces('', rows, line)
}

function* inPieces<Row>(head: string, rows: Iterable<Row>, format: (row: Row) => string): Generator<string> {
  let piece = head
  for (const row of rows) {
    piece += format(row)
    if (piece.length < PIECE_LENGTH) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function csvField(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? toJson(value) : String(value)
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'bigint') return part
    const number = Number(part)
    return Number.isSafeInteger(number) ? number : String(part)
  })
}

function uniqueNames(columns: readonly string[]): string[] {
  const names: string[] = []
  for (const column of columns) {
    let name = column
    for (let copy = 2; names.includes(name); copy++) name = `${column}_${copy}`
    names.push(name)
  }
  return names
}
