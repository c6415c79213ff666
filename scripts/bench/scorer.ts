import type { Direction } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { readExamples } from '@/lib/core/read-example'
import type { ConditionKey } from '@/lib/core/run'
import { FoldScorer } from '@/lib/inference/built-in/fold-scorer'
import { planTraining } from '@/lib/inference/built-in/training-plan'
import { createRowWriter } from '@/scripts/sample/row'
import { hasShared, readShared } from '@/tests/setup/shared-data'

const SEED = 7
const REAL = 'alignx/benchmark/P-Soups/student_phd.json'

/** Processor time of this process so far, in milliseconds: what a quiet core would take, whatever else is running. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The sample's rows, as the app makes them at set-up. */
function makeSample(rows: number): Example[] {
  const writeRow = createRowWriter({ rows, seed: SEED, textScale: 1 })
  return Array.from({ length: rows }, (_, row) => {
    const { prompt, chosen, rejected, direction, demographics, ugc, pairs } = writeRow(row)
    const own = { prompt, chosen, rejected, direction: [...direction], demographics }
    const history = { ugc: ugc?.map(copyDirection) ?? [], pairs: pairs?.map(copyDirection) ?? [] }
    return { ...own, ...history, profile: null, groundTruthPersona: null, extra: {} }
  })
}

function copyDirection<Item extends { readonly direction: Direction }>(item: Item) {
  return { ...item, direction: [...item.direction] }
}

/** Times learning and scoring of the built-in scorer on one core, in one process, nothing remembered from before. */
function measure(name: string, examples: readonly Example[], condition: ConditionKey) {
  const buildStart = cpuMs()
  const plan = planTraining(examples, SEED, condition)
  const scorers = plan.folds.map((fold) => new FoldScorer(fold, SEED, condition))
  const buildMs = cpuMs() - buildStart
  const routed = examples.flatMap((example) => {
    const scorer = scorers[plan.foldOfPrompt.get(example.prompt) ?? 0]
    return scorer === undefined ? [] : [{ example, scorer }]
  })

  const scoreStart = cpuMs()
  let tokens = 0
  for (const role of ['policy', 'reference'] as const)
    for (const { example, scorer } of routed) {
      const score = scorer.score({ example, persona: example, condition, role })
      tokens += score.chosenTokens + score.rejectedTokens
    }
  const scoreMs = cpuMs() - scoreStart

  const analyseStart = cpuMs()
  for (const { example, scorer } of routed)
    for (const response of [example.chosen, example.rejected]) scorer.reference.analyse(example.prompt, response)
  const analyseMs = cpuMs() - analyseStart

  return {
    benchmark: 'scorer',
    data: name,
    condition,
    rows: examples.length,
    folds: plan.folds.length,
    buildCpuMs: Math.round(buildMs),
    examplesPerSecondPerCore: Math.round((1000 * routed.length) / scoreMs),
    responseTokensPerSecondPerCore: Math.round((1000 * tokens) / scoreMs),
    /** How many times longer scoring takes than the reference's pass over both responses, in the same run. */
    timesReferencePass: Number((scoreMs / analyseMs).toFixed(1)),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

function report(result: ReturnType<typeof measure>): void {
  console.log(JSON.stringify(result))
  console.log(
    `${result.data}, ${result.condition}: ${result.examplesPerSecondPerCore} examples/s a core (policy and reference), ` +
      `${result.timesReferencePass}x the reference pass; learnt ${result.folds} folds of ${result.rows} rows in ${result.buildCpuMs} ms of processor time`,
  )
}

if (hasShared(REAL)) {
  const real = readExamples(readShared(REAL), REAL).examples.map((row) => row.example)
  report(measure('student_phd', real, 'pair'))
  report(measure('student_phd', real, 'profile-given'))
} else console.log(`student_phd: skipped, ../shared/${REAL} is missing`)
const sample = makeSample(2000)
report(measure('sample', sample, 'pair'))
report(measure('sample', sample, 'all'))
report(measure('sample', sample, 'profile-exact'))
