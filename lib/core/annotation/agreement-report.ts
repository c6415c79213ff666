import { z } from 'zod'
import { bootstrapCounts, withInterval } from '@/lib/core/agreement/bootstrap'
import { cohenKappa } from '@/lib/core/agreement/cohen-kappa'
import {
  addCoincidences,
  alphaOfCoincidences,
  krippendorffAlpha,
  type Level,
} from '@/lib/core/agreement/krippendorff-alpha'
import { countRatings, groupPatterns, type Pattern } from '@/lib/core/agreement/patterns'
import { fleissKappa, percentAgreement, shareOfEqualPairs } from '@/lib/core/agreement/percent-agreement'
import { type Outcome, type Statistic, statisticSchema, undefinedBecause, valued } from '@/lib/core/agreement/statistic'
import type { Direction } from '@/lib/core/direction'
import { groupBy } from '@/lib/core/group-by'
import { createRandom, deriveSeed } from '@/lib/core/random'
import type { Steps } from '@/lib/core/steps'
import type { Answers } from './answer'
import { type Part, partsOf, readValue } from './parts'
import type { Question } from './question'

/** One annotator's answers to one item. */
export interface Rating {
  readonly itemId: string
  readonly annotatorId: string
  readonly direction: Direction | null
  readonly answers: Answers
}

/** Agreement about one part of a question, or with `part` = `null` about all of it. */
export const partAgreementSchema = z.object({
  question: z.string(),
  /** A dimension or a flag; `null` for a whole question. */
  part: z.string().nullable(),
  categories: z.array(z.string()),
  /** Items with a value, and those with two or more. */
  items: z.int(),
  pairedItems: z.int(),
  ratings: z.int(),
  raters: z.int(),
  percent: statisticSchema,
  /** `null` where a question of many parts is taken as a whole. */
  cohen: statisticSchema.nullable(),
  fleiss: statisticSchema.nullable(),
  alphaNominal: statisticSchema,
  /** `null` for categories without an order. */
  alphaOrdinal: statisticSchema.nullable(),
})
export type PartAgreement = z.infer<typeof partAgreementSchema>

interface RatedItem {
  /** By annotator, the index of the category. */
  readonly values: ReadonlyMap<string, number>
}

function rateItems(part: Part, byItem: readonly (readonly Rating[])[]): readonly RatedItem[] {
  return byItem.map((ratings) => ({
    values: new Map(
      ratings.flatMap(({ annotatorId, answers }) => {
        const value = readValue(part, answers[part.question])
        const category = value === null ? -1 : part.categories.indexOf(value)
        return category < 0 ? [] : [[annotatorId, category] as const]
      }),
    ),
  }))
}

function countRaters(items: readonly RatedItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ values }) => [...values.keys()]))].sort()
}

/** Cohen's kappa where exactly two annotators gave values; `not-two-raters` otherwise. */
function computeCohen(items: readonly RatedItem[], categories: number, seed: number): Statistic {
  const [first, second, ...others] = countRaters(items)
  if (first === undefined || second === undefined || others.length > 0)
    return { ...undefinedBecause('not-two-raters'), interval: null, intervalReason: 'no-value' }
  const cells = Array<number>(categories ** 2).fill(0)
  for (const { values } of items) {
    const [row, column] = [values.get(first), values.get(second)]
    if (row === undefined || column === undefined) continue
    const cell = row * categories + column
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  return bootstrapCounts(cells, (counts) => cohenKappa(counts, categories), deriveSeed(seed, 'cohen'))
}

function measurePart(part: Part, byItem: readonly (readonly Rating[])[], seed: number): PartAgreement {
  const items = rateItems(part, byItem)
  const categories = part.categories.length
  const patterns = groupPatterns(
    items.map(({ values }) => [...values.values()]),
    categories,
  ).filter((pattern) => countRatings(pattern) > 0)
  const counts = patterns.map((pattern) => pattern.items)
  const withItems = (drawn: readonly number[]): readonly Pattern[] =>
    patterns.map((pattern, place) => ({ counts: pattern.counts, items: drawn[place] ?? 0 }))
  const measure = (name: string, compute: (patterns: readonly Pattern[]) => Outcome) =>
    bootstrapCounts(counts, (drawn) => compute(withItems(drawn)), deriveSeed(seed, name))
  return {
    question: part.question,
    part: part.part,
    categories: [...part.categories],
    items: sum(counts),
    pairedItems: sum(patterns.map((pattern) => (countRatings(pattern) > 1 ? pattern.items : 0))),
    ratings: sum(patterns.map((pattern) => countRatings(pattern) * pattern.items)),
    raters: countRaters(items).length,
    percent: measure('percent', percentAgreement),
    cohen: computeCohen(items, categories, seed),
    fleiss: measure('fleiss', fleissKappa),
    alphaNominal: measure('nominal', (drawn) => krippendorffAlpha(drawn, 'nominal')),
    alphaOrdinal: part.isOrdered ? measure('ordinal', (drawn) => krippendorffAlpha(drawn, 'ordinal')) : null,
  }
}

interface ItemSums {
  readonly coincidences: Float64Array
  readonly equal: number
  readonly paired: number
}

/**
 * A question of many parts as a whole: each part of an item is a unit, and a draw of the bootstrap takes all parts of an
 * item together.
 */
function measureWhole(
  first: Part,
  parts: readonly Part[],
  byItem: readonly (readonly Rating[])[],
  seed: number,
): PartAgreement {
  const size = first.categories.length
  const rated = parts.map((part) => rateItems(part, byItem))
  const sums = byItem.map((_, place): ItemSums => {
    const coincidences = new Float64Array(size ** 2)
    let [equal, paired] = [0, 0]
    for (const items of rated) {
      const given = [...(items[place]?.values.values() ?? [])]
      const counts = Array.from({ length: size }, (_, category) => given.filter((value) => value === category).length)
      const share = shareOfEqualPairs(counts)
      if (share === null) continue
      addCoincidences(coincidences, counts, 1)
      equal += share
      paired += 1
    }
    return { coincidences, equal, paired }
  })
  const pairedItems = sums.filter((item) => item.paired > 0)
  const measure = (name: string, compute: (drawn: readonly ItemSums[]) => Outcome): Statistic => {
    const random = createRandom(deriveSeed(seed, `whole ${name}`))
    return withInterval(compute(pairedItems), pairedItems.length, () =>
      compute(pairedItems.map((item) => pairedItems[Math.floor(random() * pairedItems.length)] ?? item)),
    )
  }
  const values = rated.flatMap((items) => items.map((item) => item.values.size))
  return {
    question: first.question,
    part: null,
    categories: [...first.categories],
    items: byItem.filter((_, place) => rated.some((items) => (items[place]?.values.size ?? 0) > 0)).length,
    pairedItems: pairedItems.length,
    ratings: sum(values),
    raters: new Set(rated.flatMap(countRaters)).size,
    percent: measure('percent', shareOfEqual),
    cohen: null,
    fleiss: null,
    alphaNominal: measure('nominal', (drawn) => alphaOf(drawn, size, 'nominal')),
    alphaOrdinal: first.isOrdered ? measure('ordinal', (drawn) => alphaOf(drawn, size, 'ordinal')) : null,
  }
}

function shareOfEqual(items: readonly ItemSums[]): Outcome {
  const paired = sum(items.map((item) => item.paired))
  return paired === 0 ? undefinedBecause('no-pairs') : valued(sum(items.map((item) => item.equal)) / paired)
}

function alphaOf(items: readonly ItemSums[], categories: number, level: Level): Outcome {
  const total = new Float64Array(categories ** 2)
  for (const { coincidences } of items)
    for (let cell = 0; cell < total.length; cell++) total[cell] = (total[cell] ?? 0) + (coincidences[cell] ?? 0)
  return alphaOfCoincidences(total, categories, level)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/**
 * Agreement between annotators about every question that can be compared, in the order of the questions: first the
 * question as a whole, then its parts. A value of not sure counts as none. The same `seed` gives the same intervals.
 * A step is one part: 90 dimensions over thousands of items take seconds.
 */
export function* measureAgreement(
  questions: readonly Question[],
  ratings: readonly Rating[],
  seed: number,
): Steps<readonly PartAgreement[]> {
  const byItem = [...groupBy(ratings, (rating) => rating.itemId).values()]
  const wholes = questions.map((question) => partsOf(question))
  const total = wholes.reduce((count, parts) => count + parts.length + 1, 0)
  const report: PartAgreement[] = []
  let done = 0
  for (const parts of wholes) {
    const [first, second] = parts
    const whole = first && second ? measureWhole(first, parts, byItem, deriveSeed(seed, first.question)) : null
    if (whole) report.push(whole)
    yield ++done / total
    for (const part of parts) {
      report.push(measurePart(part, byItem, deriveSeed(seed, `${part.question} ${part.part}`)))
      yield ++done / total
    }
  }
  return report
}
