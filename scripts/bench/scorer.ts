import type { Example } from '@/lib/core/example'
import { readExamples } from '@/lib/core/read-example'
import type { ConditionKey } from '@/lib/core/run'
import { FoldScorer } from '@/lib/inference/built-in/fold-scorer'
import { planTraining } from '@/lib/inference/built-in/training-plan'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { makeRows } from './scorer-rows'

const SEED = 7
const REAL = 'alignx/benchmark/P-Soups/student_phd.json'

/** Times learning and scoring of the built-in scorer on one core, in one process, nothing remembered from before. */
function measure(name: string, examples: readonly Example[], condition: ConditionKey) {
  const buildStart = performance.now()
  const plan = planTraining(examples, SEED, condition)
  const scorers = plan.folds.map((fold) => new FoldScorer(fold, SEED, condition))
  const buildMs = performance.now() - buildStart
  const routed = examples.flatMap((example) => {
    const scorer = scorers[plan.foldOfPrompt.get(example.prompt) ?? 0]
    return scorer === undefined ? [] : [{ example, scorer }]
  })

  const scoreStart = performance.now()
  let tokens = 0
  for (const role of ['policy', 'reference'] as const)
    for (const { example, scorer } of routed) {
      const score = scorer.score({ example, persona: example, condition, role })
      tokens += score.chosenTokens + score.rejectedTokens
    }
  const scoreMs = performance.now() - scoreStart

  const analyseStart = performance.now()
  for (const { example, scorer } of routed)
    for (const response of [example.chosen, example.rejected]) scorer.reference.analyse(example.prompt, response)
  const analyseMs = performance.now() - analyseStart

  return {
    benchmark: 'scorer',
    data: name,
    condition,
    rows: examples.length,
    folds: plan.folds.length,
    buildMs: Math.round(buildMs),
    examplesPerSecondPerCore: Math.round((1000 * routed.length) / scoreMs),
    responseTokensPerSecond: Math.round((1000 * tokens) / scoreMs),
    /** How many times longer scoring takes than the reference's pass over both responses, in the same run. */
    timesReferencePass: Number((scoreMs / analyseMs).toFixed(1)),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

function report(result: ReturnType<typeof measure>): void {
  console.log(JSON.stringify(result))
  console.log(
    `${result.data}, ${result.condition}: ${result.examplesPerSecondPerCore} examples/s a core (policy and reference), ` +
      `${result.timesReferencePass}x the reference pass; learnt ${result.folds} folds of ${result.rows} rows in ${result.buildMs} ms`,
  )
}

const synthetic = makeRows(2000, SEED)
if (hasShared(REAL)) {
  const real = readExamples(readShared(REAL), REAL).examples.map((row) => row.example)
  report(measure('student_phd', real, 'pair'))
  report(measure('student_phd', real, 'profile-given'))
} else console.log(`student_phd: skipped, ../shared/${REAL} is missing`)
report(measure('synthetic', synthetic, 'all'))
report(measure('synthetic', synthetic, 'profile-exact'))
