import { beforeAll, describe, expect, test } from 'vitest'
import { computeMargin, countAccuracy } from '@/lib/core/accuracy'
import type { Example } from '@/lib/core/example'
import { createRandom, derange } from '@/lib/core/random'
import { readExamples } from '@/lib/core/read-example'
import type { ConditionKey } from '@/lib/core/run'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { FoldScorer } from './fold-scorer'
import { planTraining } from './training-plan'

const FILE = 'alignx/benchmark/P-Soups/student_phd.json'
const SEED = 7

/**
 * The margins that a persona for each row leads to: policy and reference by the fold that never saw the row's post. What
 * is learnt for the profiles serves other conditions too, which learn the reference alone.
 */
function trainMargins(examples: readonly Example[]) {
  const plan = planTraining(examples, SEED, 'profile-given')
  const scorers = plan.folds.map((fold) => new FoldScorer(fold, SEED, 'profile-given'))
  return (condition: ConditionKey, personas: readonly Example[]) =>
    examples.flatMap((example, row) => {
      const scorer = scorers[plan.foldOfPrompt.get(example.prompt) ?? 0]
      const persona = personas[row]
      if (!scorer || !persona) return []
      const item = { example, persona, condition }
      const policy = scorer.score({ ...item, role: 'policy' })
      return [computeMargin(policy, scorer.score({ ...item, role: 'reference' }))]
    })
}

// Without the shared data folder these are skipped: its texts are not part of the project.
describe.skipIf(!hasShared(FILE))(`on ../shared/${FILE}`, () => {
  let examples: readonly Example[]
  let others: readonly Example[]
  let scoreMargins: ReturnType<typeof trainMargins>

  beforeAll(() => {
    examples = readExamples(readShared(FILE), 'student_phd.json').examples.map((row) => row.example)
    const places = derange(examples.length, createRandom(SEED)) ?? []
    others = places.flatMap((place) => examples[place] ?? [])
    scoreMargins = trainMargins(examples)
  })

  test.each([
    ['pair', 0.62, 0.74],
    ['profile-given', 0.74, 0.88],
  ] as const)(
    '%s beats chance, the shuffled persona does not',
    (condition, low, high) => {
      const own = countAccuracy(scoreMargins(condition, examples))
      const control = countAccuracy(scoreMargins(condition, others))
      expect(examples).toHaveLength(600)
      expect(own.accuracy).toBeGreaterThan(low)
      expect(own.accuracy).toBeLessThan(high)
      expect(control.accuracy).toBeGreaterThan(0.44)
      expect(control.accuracy).toBeLessThan(0.57)
    },
    120_000,
  )
})
