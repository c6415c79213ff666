/** What a character is to the pre-tokenizer; 0 is the end of the text. A character of two code units has `PAIR` added. */
const LETTER = 1
const NUMBER = 2
const SPACE = 3
const LINE_END = 4
const OTHER = 5
const PAIR = 8

const APOSTROPHE = 0x27
const BLANK = 0x20

/** Kinds of the characters of one code unit, found out when first met. */
const kinds = new Uint8Array(0x10000)
kinds[0] = OTHER

/** UTF-16 code units of a text in `codes[0]` to `codes[length - 1]`, then a zero: faster to walk than a string. */
export interface CodeUnits {
  codes: Uint16Array
  length: number
}

/** Copies a text into `units`, whose room grows with the longest text and is used again. */
export function readCodeUnits(text: string, units: CodeUnits): void {
  if (units.codes.length <= text.length) units.codes = new Uint16Array(2 * text.length + 1)
  const { codes } = units
  for (let place = 0; place < text.length; place++) codes[place] = text.charCodeAt(place)
  codes[text.length] = 0
  units.length = text.length
}

/** Cuts a text into pieces; joined again they are the text. */
export function splitPieces(text: string): readonly string[] {
  const units = { codes: new Uint16Array(0), length: 0 }
  readCodeUnits(text, units)
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = endOfPiece(units, start)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

/**
 * Where the piece that begins at `start` ends: the pre-tokenizer of Llama 3, in which every character of a text falls
 * into exactly one piece. `start` must be below the length and itself the start of a piece.
 * Source: the pattern of Llama 3's tokenizer, which the test holds beside this.
 */
export function endOfPiece(units: CodeUnits, start: number): number {
  const endOfWord = findEndOfWord(units.codes, start)
  if (endOfWord > start) return endOfWord
  const kind = kindAt(units, start)
  if ((kind & 7) === LETTER) return endOfRun(units, start, LETTER)
  const next = start + widthOf(kind)
  if (units.codes[start] === APOSTROPHE) {
    const end = endOfContraction(units, next)
    if (end > next) return end
  }
  if ((kind & 7) === NUMBER) return endOfNumber(units, start)
  if (kind !== LINE_END && (kindAt(units, next) & 7) === LETTER) return endOfRun(units, next, LETTER)
  if ((kind & 7) === OTHER) return endOfSigns(units, start)
  if (units.codes[start] === BLANK && (kindAt(units, next) & 7) === OTHER) return endOfSigns(units, next)
  return endOfSpace(units, start)
}

/** Where a word of letters met before ends, with the blank before it: the most frequent piece. Else `start`. */
function findEndOfWord(codes: Uint16Array, start: number): number {
  const first = codes[start] === BLANK ? start + 1 : start
  let end = first
  while (kinds[codes[end] ?? 0] === LETTER) end++
  return end > first && kinds[codes[end] ?? 0] !== 0 ? end : start
}

function kindAt({ codes, length }: CodeUnits, place: number): number {
  if (place >= length) return 0
  const code = codes[place] ?? 0
  return kinds[code] || findKind(code, place + 1 < length ? (codes[place + 1] ?? 0) : 0)
}

/** The kind of a character not met before, or of one of two code units. */
function findKind(code: number, next: number): number {
  const isPair = (code & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00
  const character = isPair ? String.fromCharCode(code, next) : String.fromCharCode(code)
  const kind = classify(character)
  if (isPair) return kind + PAIR
  // Half of a pair alone is no letter, but with another half it may be.
  if ((code & 0xf800) !== 0xd800) kinds[code] = kind
  return kind
}

function classify(character: string): number {
  if (/[\r\n]/.test(character)) return LINE_END
  if (/\p{L}/u.test(character)) return LETTER
  if (/\p{N}/u.test(character)) return NUMBER
  return /\s/u.test(character) ? SPACE : OTHER
}

function widthOf(kind: number): number {
  return kind >= PAIR ? 2 : 1
}

function endOfRun(units: CodeUnits, start: number, wanted: number): number {
  let end = start
  for (;;) {
    const kind = kindAt(units, end)
    if ((kind & 7) !== wanted) return end
    end += widthOf(kind)
  }
}

/** Where 's, 't, 'm, 'd, 're, 've or 'll ends whose apostrophe is just before `start`; `start` itself for none. */
function endOfContraction({ codes, length }: CodeUnits, start: number): number {
  const first = start < length ? String.fromCharCode(codes[start] ?? 0) : ''
  if (/[sStTmMdD]/.test(first)) return start + 1
  if (start + 1 >= length) return start
  return /[rR][eE]|[vV][eE]|[lL][lL]/.test(first + String.fromCharCode(codes[start + 1] ?? 0)) ? start + 2 : start
}

function endOfNumber(units: CodeUnits, start: number): number {
  let end = start
  for (let digits = 0; digits < 3; digits++) {
    const kind = kindAt(units, end)
    if ((kind & 7) !== NUMBER) break
    end += widthOf(kind)
  }
  return end
}

/** Signs take the line ends behind them along. */
function endOfSigns(units: CodeUnits, start: number): number {
  return endOfRun(units, endOfRun(units, start, OTHER), LINE_END)
}

/** White space up to its last line end; without one, all of it but the blank that the next word takes. */
function endOfSpace(units: CodeUnits, start: number): number {
  let end = start
  let endOfLines = start
  for (;;) {
    const kind = kindAt(units, end)
    if (kind !== SPACE && kind !== LINE_END) break
    end++
    if (kind === LINE_END) endOfLines = end
  }
  if (endOfLines > start) return endOfLines
  return end === units.length || end === start + 1 ? end : end - 1
}
