import type { Example } from '@/lib/core/example'
import { wilsonInterval } from '@/lib/core/intervals'
import { type GroupedRows, GroupJudges } from './group-judges'
import { HEALTH_CHECKS, type HealthKey } from './health-check'
import {
  type HealthExample,
  type HealthOutcome,
  type HealthPart,
  type HealthReport,
  MOST_EXAMPLES,
} from './health-outcome'
import { type Judgement, ROW_JUDGES } from './judge-row'
import { LengthBands } from './length-bands'
import { NumberList } from './number-list'

/** Rows of a dimension or a token named in an outcome, the most frequent first. */
const MOST_PARTS = 20

/** There are more rows than can be examined in the memory set aside for it. */
export class HealthSizeError extends Error {
  override name = 'HealthSizeError'
  readonly code = 'health-size'
  constructor(readonly most: number) {
    super(
      `At most ${most.toLocaleString('en-US')} rows can be examined at once. Narrow the rows, or examine one shard at a time.`,
    )
  }
}

type RowKey = keyof typeof ROW_JUDGES
const INTERVAL_KEYS: ReadonlySet<HealthKey> = new Set(['chosen-longer', 'demographics-contradiction'])

/**
 * Examines rows one at a time in one pass: every check over the same rows, all counts exact for what the check says.
 * Memory grows by about 300 bytes a row, and by 200 MB at most for similar posts; texts are not kept.
 */
export class HealthExaminer {
  readonly #hashes: string[] = []
  readonly #groups = new GroupJudges()
  readonly #bands = new LengthBands()
  readonly #tallies = new Map<RowKey, Tally>(ROW_KEYS.map((key) => [key, new Tally()]))
  readonly #most: number
  #rowsOfGroups: Partial<Record<HealthKey, readonly number[]>> = {}

  /** `most` rows are taken, more are refused. */
  constructor(most: number) {
    this.#most = most
  }

  /** Adds the next row. Throws `HealthSizeError` at one too many. */
  add(hash: string, example: Example): void {
    const row = this.#hashes.length
    if (row === this.#most) throw new HealthSizeError(this.#most)
    this.#hashes.push(hash)
    this.#bands.add(example)
    this.#groups.add(row, hash, example)
    for (const key of ROW_KEYS) this.#tallies.get(key)?.add(row, ROW_JUDGES[key](example))
  }

  /** The content hashes of the rows added, in their order, copies included. */
  get hashes(): readonly string[] {
    return this.#hashes
  }

  /** What all checks came to over the rows added. */
  report(): HealthReport {
    const grouped: Partial<Record<HealthKey, GroupedRows>> = this.#groups.read()
    const outcomes = HEALTH_CHECKS.map(({ key, population }): HealthOutcome => {
      const rows = grouped[key]
      const tally = isRowKey(key) ? this.#tallies.get(key) : undefined
      if (rows) return this.#groupOutcome(key, rows, population)
      if (tally) return this.#rowOutcome(key, tally, population)
      throw new RangeError(`The check ${key} has nothing that makes it`)
    })
    return { rows: this.#hashes.length, outcomes }
  }

  /** The content hashes of the rows that a check found, each once. After `report`. */
  hashesOf(key: HealthKey): readonly string[] {
    const rows = (isRowKey(key) ? this.#tallies.get(key)?.rows.read() : this.#rowsOfGroups[key]) ?? []
    return [...new Set(Array.from(rows, (row) => this.#hashes[row] ?? ''))]
  }

  #groupOutcome(key: HealthKey, { groups, considered, reason }: GroupedRows, population: string): HealthOutcome {
    const rows = groups.flat()
    this.#rowsOfGroups = { ...this.#rowsOfGroups, [key]: rows }
    const examples = groups
      .slice(0, MOST_EXAMPLES)
      .flatMap((group) => group.map((row) => this.#exampleOf(row, `one of ${group.length}`)))
    return {
      ...this.#outcome(key, rows.length, considered, reason, population),
      groups: reason === null && considered > 0 ? { count: groups.length, largest: groups[0]?.length ?? 0 } : null,
      examples: examples.slice(0, MOST_EXAMPLES),
    }
  }

  #rowOutcome(key: HealthKey, tally: Tally, population: string): HealthOutcome {
    const outcome = this.#outcome(key, tally.rows.length, tally.considered, null, population)
    const isBiased = outcome.interval !== null && (outcome.interval.low > 0.5 || outcome.interval.high < 0.5)
    return {
      ...outcome,
      state: key === 'chosen-longer' && outcome.state === 'found' && !isBiased ? 'clear' : outcome.state,
      parts: key === 'chosen-longer' ? this.#bandParts() : tally.parts(),
      examples: tally.examples.map(({ row, detail }) => this.#exampleOf(row, detail)),
    }
  }

  #outcome(key: HealthKey, found: number, considered: number, bound: string | null, population: string): HealthOutcome {
    const reason = bound ?? (considered === 0 ? `there are no ${population}` : null)
    const isKnown = reason === null
    return {
      key,
      state: !isKnown ? 'undefined' : isFinding(key, found) ? 'found' : 'clear',
      reason,
      found,
      considered,
      share: isKnown ? found / considered : null,
      interval: isKnown && INTERVAL_KEYS.has(key) ? wilsonInterval(found, considered) : null,
      groups: null,
      parts: [],
      examples: [],
    }
  }

  #exampleOf(row: number, detail: string | null): HealthExample {
    return { row, hash: this.#hashes[row] ?? '', detail }
  }

  #bandParts(): readonly HealthPart[] {
    return this.#bands.read().map(({ label, pairs, chosenLonger }) => ({
      label,
      found: chosenLonger,
      considered: pairs,
      interval: wilsonInterval(chosenLonger, pairs),
    }))
  }
}

const ROW_KEYS = HEALTH_CHECKS.map(({ key }) => key).filter(isRowKey)

function isRowKey(key: HealthKey): key is RowKey {
  return Object.hasOwn(ROW_JUDGES, key)
}

/** A share far below 50 % is as much of a finding as one far above, though no chosen response may be longer. */
function isFinding(key: HealthKey, found: number): boolean {
  return found > 0 || key === 'chosen-longer'
}

/** What one check found so far. */
class Tally {
  readonly rows = new NumberList()
  readonly examples: { readonly row: number; readonly detail: string | null }[] = []
  readonly #parts = new Map<string, number>()
  considered = 0

  add(row: number, judgement: Judgement): void {
    if (judgement === null) return
    this.considered += 1
    if (!judgement.found) return
    this.rows.add(row)
    if (this.examples.length < MOST_EXAMPLES) this.examples.push({ row, detail: judgement.detail ?? null })
    for (const part of judgement.parts ?? []) this.#parts.set(part, (this.#parts.get(part) ?? 0) + 1)
  }

  parts(): readonly HealthPart[] {
    return [...this.#parts]
      .sort(([left, leftRows], [right, rightRows]) => rightRows - leftRows || (left < right ? -1 : 1))
      .slice(0, MOST_PARTS)
      .map(([label, found]) => ({ label, found, considered: null, interval: null }))
  }
}
