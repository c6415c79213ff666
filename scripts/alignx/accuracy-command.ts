import { parseArgs } from 'node:util'
import { countAccuracy, type JoinedResults, joinResults, judgeMargin } from '@/lib/core/accuracy'
import { clusterBootstrap, wilsonInterval } from '@/lib/core/intervals'
import { ResultsCollector, type ResultsFile } from '@/lib/core/results-file'
import { formatAccuracy } from './accuracy-text'
import { readSeed } from './arguments'
import { FileError, UsageError } from './command-error'
import { writeLine } from './output'
import { readLines } from './read-text'

/** `accuracy REF.jsonl POLICY.jsonl [--json] [--seed N]` */
export async function runAccuracy(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string', default: '0' } },
  })
  const [referencePath, policyPath, ...others] = positionals
  if (referencePath === undefined || policyPath === undefined || others.length > 0)
    throw new UsageError('accuracy needs two files: accuracy REF.jsonl POLICY.jsonl')
  const seed = readSeed(values.seed)
  const reference = await readResults(referencePath)
  const policy = await readResults(policyPath)
  const report = reportAccuracy(reference, policy, seed)
  await writeLine(values.json ? JSON.stringify(report) : formatAccuracy(report))
}

export type AccuracyReport = ReturnType<typeof reportAccuracy>

function reportAccuracy(reference: ResultsFile, policy: ResultsFile, seed: number) {
  const joined = joinResults(reference, policy)
  const { accuracy, ...counts } = countAccuracy(joined.rows.map((row) => row.margin))
  return {
    accuracy,
    ...counts,
    wilson: wilsonInterval(counts.correct, counts.n),
    bootstrap: { ...bootstrapByPrompt(joined, seed), seed },
    coverage: joined.coverage,
    onlyInReference: joined.onlyInReference,
    onlyInPolicy: joined.onlyInPolicy,
    mismatched: joined.mismatched,
    reference: describeFile(reference),
    policy: describeFile(policy),
  }
}

function bootstrapByPrompt({ rows }: JoinedResults, seed: number) {
  if (rows.some((row) => row.prompt === null)) return { interval: null, reason: 'no-prompts', clusters: null, draws: 0 }
  const outcomes = rows.map(({ prompt, margin }) => ({
    cluster: prompt ?? '',
    value: judgeMargin(margin) === 'correct' ? 1 : 0,
  }))
  return clusterBootstrap(outcomes, seed)
}

function describeFile({ lines, rows, faults, duplicates }: ResultsFile) {
  return { lines, rows: rows.size, faults, duplicates }
}

async function readResults(file: string): Promise<ResultsFile> {
  const collector = new ResultsCollector()
  for await (const line of readLines(file)) collector.add(line)
  const results = collector.finish()
  if (results.rows.size > 0) return results
  const [fault] = results.faults
  if (!fault) throw new FileError(file, 'holds no result line')
  throw new FileError(
    `${file}, row ${fault.line - 1}, ${fault.field ?? '(row)'}`,
    `${fault.problem}; no line can be used`,
  )
}
