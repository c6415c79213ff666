import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CONDITIONS } from '@/lib/core/conditions'
import type { Example } from '@/lib/core/example'
import { readExample, toPublishedRow } from '@/lib/core/read-example'
import type { ConditionKey } from '@/lib/core/run'
import { type Accuracy, type RunSummary, summariseRun } from '@/lib/core/run-summary'
import { makeScorer } from '@/lib/inference'
import { choose, onlyFile, readSeed } from './arguments'
import { locate } from './locate'
import { writeLine } from './output'
import { readRows } from './read-rows'
import { BACKEND_OPTIONS, type ChosenBackend, chooseBackends } from './score-backend'
import { type ScoredExample, scoreExamples, toSummaryRow } from './score-rows'

/** `score FILE --backend KIND [--condition KEY] [--seed N] [--control] [--out DIR] [--json] [backend options]` */
export async function runScore(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...BACKEND_OPTIONS,
      condition: { type: 'string', default: 'all' },
      seed: { type: 'string', default: '0' },
      control: { type: 'boolean', default: false },
      out: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const file = onlyFile('score', positionals)
  const backends = chooseBackends(values)
  const condition = choose(
    '--condition',
    values.condition,
    CONDITIONS.map(({ key }) => key),
  )
  const seed = readSeed(values.seed)
  const examples: Example[] = []
  for await (const { row, raw } of readRows(file)) examples.push(readExample(raw, { file, row }))
  const { scored, notes } = await score(examples, backends, condition, seed, values.control)
  if (values.out !== undefined) await writeEvalData(locate(values.out), scored)
  const summary = summariseRun(scored.map(toSummaryRow), examples.length, seed)
  const { kind, model } = backends.policy.config
  const report = {
    backend: kind,
    model,
    reference: backends.reference.config.model,
    condition,
    seed,
    notes,
    ...summary,
  }
  await writeLine(values.json ? JSON.stringify(report) : formatSummary(summary, notes))
}

async function score(
  examples: readonly Example[],
  backends: { readonly policy: ChosenBackend; readonly reference: ChosenBackend },
  condition: ConditionKey,
  seed: number,
  hasControl: boolean,
) {
  const { signal } = new AbortController()
  const make = ({ config, secret }: ChosenBackend) =>
    makeScorer(
      { runId: 'command-line', backend: config, secret, condition, seed, readExamples: async () => examples },
      signal,
    )
  const policy = await make(backends.policy)
  const reference = backends.reference === backends.policy ? policy : await make(backends.reference)
  try {
    const work = { condition, policy: policy.scorer, reference: reference.scorer, signal }
    return { scored: await scoreExamples(examples, work, hasControl ? seed : null), notes: policy.notes }
  } finally {
    await policy.scorer.close()
    if (reference !== policy) await reference.scorer.close()
  }
}

/** Writes `policy.jsonl` and `reference.jsonl` as AlignX's loss_*.py write them, for `accuracy` and for import. */
async function writeEvalData(folder: string, scored: readonly ScoredExample[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const role of ['policy', 'reference'] as const) {
    const lines = scored.map(({ example, [role]: { nllChosen, nllRejected } }, idx) =>
      JSON.stringify({
        ...toPublishedRow(example),
        idx,
        nll_loss_all_chosen: nllChosen,
        nll_loss_all_rejected: nllRejected,
      }),
    )
    await writeFile(join(folder, `${role}.jsonl`), lines.map((line) => `${line}\n`).join(''))
  }
}

function formatSummary({ accuracy, control, baselines }: RunSummary, notes: readonly string[]): string {
  const named: [string, Accuracy | null][] = [
    ['accuracy', accuracy],
    ["accuracy with another row's persona", control],
    ...(baselines ?? []).map((baseline): [string, Accuracy] => [`baseline, ${baseline.label}`, baseline.accuracy]),
  ]
  return [...named.flatMap(([name, counts]) => (counts ? [describeAccuracy(name, counts)] : [])), ...notes].join('\n')
}

function describeAccuracy(name: string, { accuracy, correct, n, ties, clustered }: Accuracy): string {
  if (accuracy === null) return `${name}: none, nothing was scored`
  const interval = clustered ? `, 95 % by prompt ${clustered.low.toFixed(4)} to ${clustered.high.toFixed(4)}` : ''
  return `${name}: ${accuracy.toFixed(4)} (${correct} of ${n}, ${ties} ties${interval})`
}
