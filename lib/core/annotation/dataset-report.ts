import { z } from 'zod'
import { bootstrapCounts } from '@/lib/core/agreement/bootstrap'
import { groupPatterns } from '@/lib/core/agreement/patterns'
import { statisticSchema, undefinedBecause, valued } from '@/lib/core/agreement/statistic'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import { groupBy } from '@/lib/core/group-by'
import { deriveSeed } from '@/lib/core/random'
import type { Rating } from './agreement-report'
import type { Answer } from './answer'
import type { Question } from './question'

/** How often annotators disagree with what the dataset says. */
export const datasetDisagreementSchema = z.object({
  question: z.string(),
  /** A dimension; `null` where the question is about the pair. */
  dimension: z.string().nullable(),
  /** Judgements that say one or the other, and the items that they are about. */
  judged: z.int(),
  items: z.int(),
  disagreed: z.int(),
  /** Judgements of not sure, and ties, which are in none of the other numbers. */
  unsure: z.int(),
  /** `disagreed` of `judged`, in [0, 1], its interval redrawn over items. */
  share: statisticSchema,
})
export type DatasetDisagreement = z.infer<typeof datasetDisagreementSchema>

type Verdict = 'agree' | 'disagree' | 'unsure'

/** What an answer says about the dataset's value in one dimension; `null` where it says nothing. */
function judgeDimension(answer: Answer | undefined, key: string, index: number, given: Direction): Verdict | null {
  if (answer?.kind === 'verify') return readMark(answer.marks, key) ?? null
  if (answer?.kind !== 'direction') return null
  const mark = readMark(answer.marks, key) ?? '0'
  if (mark === '?') return 'unsure'
  const sign = mark === '+' ? 1 : mark === '-' ? -1 : 0
  return sign === given[index] ? 'agree' : 'disagree'
}

function readMark<Mark>(marks: Readonly<Partial<Record<string, Mark>>>, key: string): Mark | undefined {
  return marks[key]
}

function judgePair(answer: Answer | undefined): Verdict | null {
  if (answer?.kind !== 'preference' && answer?.kind !== 'universal') return null
  return answer.choice === 'chosen' ? 'agree' : answer.choice === 'rejected' ? 'disagree' : 'unsure'
}

function summarise(
  question: string,
  dimension: string | null,
  verdicts: readonly { readonly itemId: string; readonly verdict: Verdict }[],
  seed: number,
): DatasetDisagreement {
  const clear = verdicts.filter(({ verdict }) => verdict !== 'unsure')
  const byItem = groupBy(clear, ({ itemId }) => itemId)
  const patterns = groupPatterns(
    [...byItem.values()].map((own) => own.map(({ verdict }) => (verdict === 'disagree' ? 0 : 1))),
    2,
  )
  const compute = (items: readonly number[]) => {
    let [disagreed, judged] = [0, 0]
    patterns.forEach(({ counts: [no = 0, yes = 0] }, place) => {
      disagreed += no * (items[place] ?? 0)
      judged += (no + yes) * (items[place] ?? 0)
    })
    return judged === 0 ? undefinedBecause('no-pairs') : valued(disagreed / judged)
  }
  return {
    question,
    dimension,
    judged: clear.length,
    items: byItem.size,
    disagreed: clear.filter(({ verdict }) => verdict === 'disagree').length,
    unsure: verdicts.length - clear.length,
    share: bootstrapCounts(
      patterns.map((pattern) => pattern.items),
      compute,
      deriveSeed(seed, `${question} ${dimension}`),
    ),
  }
}

/**
 * Annotators against the dataset: for `verify` and `direction` each dimension that was judged on an item with a given
 * direction; for `preference` and `universal` whether the response that the dataset calls chosen is also theirs.
 */
export function measureDatasetDisagreement(
  questions: readonly Question[],
  ratings: readonly Rating[],
  seed: number,
): readonly DatasetDisagreement[] {
  return questions.flatMap((question) => {
    if (question.kind === 'preference' || question.kind === 'universal') {
      const verdicts = ratings.flatMap(({ itemId, answers }) => {
        const verdict = judgePair(answers[question.key])
        return verdict === null ? [] : [{ itemId, verdict }]
      })
      return [summarise(question.key, null, verdicts, seed)]
    }
    if (question.kind !== 'direction' && question.kind !== 'verify') return []
    return DIMENSIONS.filter(({ key }) => question.dimensions === null || question.dimensions.includes(key)).flatMap(
      ({ key, index }) => {
        const verdicts = ratings.flatMap(({ itemId, direction, answers }) => {
          const verdict = direction === null ? null : judgeDimension(answers[question.key], key, index, direction)
          return verdict === null ? [] : [{ itemId, verdict }]
        })
        return verdicts.length === 0 ? [] : [summarise(question.key, key, verdicts, seed)]
      },
    )
  })
}
