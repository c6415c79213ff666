import type { Json } from './read-fields'

/**
 * One usable line of an `eval_data` file: sums of negative log-probabilities in nats, EOS included.
 * `prompt` and `responses` are the row's own texts (`null` where the line lacks them), to group rows by prompt and to
 * see that two files speak of the same pair; `responses` is chosen and rejected as one JSON text.
 */
export interface ResultRow {
  readonly idx: number
  readonly nllChosen: number
  readonly nllRejected: number
  /** 1-based. */
  readonly line: number
  readonly prompt: string | null
  readonly responses: string | null
}

/**
 * What is wrong with a line. `torn`: no whole JSON object, as an interrupted write leaves it. `negative`: a sum below 0,
 * which no probability gives; acc.py counts such a line, so it is kept as a row and named. All others are left out.
 */
export type FaultKind = 'torn' | 'missing' | 'wrong-type' | 'not-finite' | 'negative'

export interface LineFault {
  /** 1-based. */
  readonly line: number
  readonly kind: FaultKind
  /** The field at fault, `null` for a torn line. */
  readonly field: string | null
  readonly problem: string
}

/** A whole file. `faults` are in line order. `duplicates` are the lines that an equal `idx` further down replaced. */
export interface ResultsFile {
  readonly rows: ReadonlyMap<number, ResultRow>
  readonly faults: readonly LineFault[]
  readonly duplicates: readonly DuplicateLine[]
  /** Lines that are not blank. */
  readonly lines: number
}

export interface DuplicateLine {
  readonly idx: number
  /** 1-based line that was replaced. */
  readonly line: number
  /** False when the later line holds other numbers. */
  readonly isSame: boolean
}

/**
 * Collects the lines of an `eval_data` file in any order. Of lines with one `idx` the last wins: the published scripts
 * append, so a later line is a later run. Faulty lines never replace a good one. Blank lines are skipped but numbered.
 * Source of the format: AlignX eval/loss_*.py (output_data).
 */
export class ResultsCollector {
  readonly #rows = new Map<number, ResultRow>()
  readonly #faults: LineFault[] = []
  readonly #duplicates: DuplicateLine[] = []
  #line = 0
  #used = 0

  /** Takes the next line, without its line end. */
  add(text: string): void {
    this.#line += 1
    if (text.trim() === '') return
    this.#used += 1
    const result = parseResultLine(this.#line === 1 ? text.replace(/^\uFEFF/, '') : text, this.#line)
    if ('kind' in result) {
      this.#faults.push(result)
      return
    }
    const earlier = this.#rows.get(result.idx)
    if (earlier) {
      const isSame = earlier.nllChosen === result.nllChosen && earlier.nllRejected === result.nllRejected
      this.#duplicates.push({ idx: result.idx, line: earlier.line, isSame })
    }
    this.#rows.set(result.idx, result)
    this.#nameNegative(result)
  }

  #nameNegative({ line, nllChosen, nllRejected }: ResultRow): void {
    const field = nllChosen < 0 ? 'nll_loss_all_chosen' : nllRejected < 0 ? 'nll_loss_all_rejected' : null
    const problem = `is ${Math.min(nllChosen, nllRejected)}, a negative log-probability is at least 0`
    if (field) this.#faults.push({ line, kind: 'negative', field, problem })
  }

  finish(): ResultsFile {
    return { rows: this.#rows, faults: this.#faults, duplicates: this.#duplicates, lines: this.#used }
  }
}

/** Parses a whole `eval_data` text. */
export function parseResults(text: string): ResultsFile {
  const collector = new ResultsCollector()
  for (const line of text.split(/\r?\n/)) collector.add(line)
  return collector.finish()
}

/** Parses one line; `line` is its 1-based number. Python's NaN and Infinity are read as numbers that are not finite. */
export function parseResultLine(text: string, line: number): ResultRow | LineFault {
  const row = parseObject(text)
  if (!row) return { line, kind: 'torn', field: null, problem: 'is no whole JSON object' }
  const { idx } = row
  if (idx === undefined) return { line, kind: 'missing', field: 'idx', problem: 'is missing' }
  if (typeof idx !== 'number' || !Number.isSafeInteger(idx) || idx < 0)
    return { line, kind: 'wrong-type', field: 'idx', problem: `is ${JSON.stringify(idx)}, must be an integer from 0` }
  const chosen = readSum(row, 'nll_loss_all_chosen', line)
  if (typeof chosen !== 'number') return chosen
  const rejected = readSum(row, 'nll_loss_all_rejected', line)
  if (typeof rejected !== 'number') return rejected
  return {
    idx,
    nllChosen: chosen,
    nllRejected: rejected,
    line,
    prompt: typeof row.prompt === 'string' ? row.prompt : null,
    responses:
      typeof row.chosen === 'string' && typeof row.rejected === 'string'
        ? JSON.stringify([row.chosen, row.rejected])
        : null,
  }
}

const NOT_FINITE = new Set<unknown>(['NaN', 'Infinity', '-Infinity'])

function readSum(row: Record<string, Json | undefined>, field: string, line: number): number | LineFault {
  const value = row[field]
  if (value === undefined || value === null) return { line, kind: 'missing', field, problem: 'is missing' }
  if (NOT_FINITE.has(value)) return { line, kind: 'not-finite', field, problem: `is ${value}, must be finite` }
  if (typeof value !== 'number')
    return { line, kind: 'wrong-type', field, problem: `is ${JSON.stringify(value).slice(0, 40)}, must be a number` }
  if (!Number.isFinite(value)) return { line, kind: 'not-finite', field, problem: 'is too large, must be finite' }
  return value
}

function parseObject(text: string): Record<string, Json | undefined> | null {
  const value = parseJson(text) ?? parseJson(quoteNonFinite(text))
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

function parseJson(text: string): Json | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Puts the bare NaN and Infinity of Python's json.dump into quotes, leaving texts alone. */
function quoteNonFinite(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) => (token.startsWith('"') ? token : `"${token}"`))
}
