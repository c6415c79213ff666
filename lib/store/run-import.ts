import 'server-only'
import { joinResults } from '@/lib/core/accuracy'
import { learnedLengthMargin, longerMargin } from '@/lib/core/baselines'
import { hashExample } from '@/lib/core/content-hash'
import type { Example } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import { readExample } from '@/lib/core/read-example'
import { parseResults, type ResultRow, type ResultsFile } from '@/lib/core/results-file'
import type { ImportedFile, ImportReport, RunReport } from '@/lib/core/run-report'
import { codeVersion } from './code-version'
import { createContentHasher } from './content-hasher'
import { StoreError, transaction } from './database'
import { hashPrompt } from './prompt-key'
import { readRun } from './runs'
import { createShortId } from './short-id'

/** An `eval_data` file as it came: its name and its whole text. */
export interface EvalFile {
  readonly name: string
  readonly text: string
}

const LISTED_FAULTS = 20
/** The largest `idx` that the database holds. */
const MAX_IDX = 2_147_483_647

function describeFile(name: string, file: ResultsFile): ImportedFile {
  return {
    name,
    lines: file.lines,
    rows: file.rows.size,
    duplicates: file.duplicates.length,
    conflicting: file.duplicates.filter((line) => !line.isSame).length,
    faulty: file.faults.filter((fault) => fault.kind !== 'negative').length,
    torn: file.faults.filter((fault) => fault.kind === 'torn').length,
    negative: file.faults.filter((fault) => fault.kind === 'negative').length,
    faults: file.faults.slice(0, LISTED_FAULTS).map(({ line, field, problem }) => ({ line, field, problem })),
  }
}

interface ImportedRow {
  readonly idx: number
  readonly policy: ResultRow
  readonly reference: ResultRow
  readonly example: Example | null
  readonly prompt: string | null
  readonly texts: readonly [string, string] | null
}

// The scripts write the input row beside the numbers; a line that carries it whole is an example that Explore can find.
function readRowExample(file: EvalFile, lines: readonly string[], row: ResultRow): Example | null {
  if (row.prompt === null || row.responses === null) return null
  try {
    return readExample(JSON.parse(lines[row.line - 1]?.replace(/^\uFEFF/, '') ?? ''), {
      file: file.name,
      row: row.line - 1,
    })
  } catch (error) {
    if (error instanceof ExampleError || error instanceof SyntaxError) return null
    throw error
  }
}

function parseTexts(responses: string | null): readonly [string, string] | null {
  if (responses === null) return null
  const [chosen, rejected]: unknown[] = JSON.parse(responses)
  return typeof chosen === 'string' && typeof rejected === 'string' ? [chosen, rejected] : null
}

function joinFiles(policyFile: EvalFile, referenceFile: EvalFile): { rows: ImportedRow[]; report: ImportReport } {
  const policy = parseResults(policyFile.text)
  const reference = parseResults(referenceFile.text)
  const joined = joinResults(reference, policy)
  const policyLines = policyFile.text.split(/\r?\n/)
  const referenceLines = referenceFile.text.split(/\r?\n/)
  const rows = joined.rows.flatMap(({ idx, prompt }) => {
    const ours = policy.rows.get(idx)
    const theirs = reference.rows.get(idx)
    if (!ours || !theirs) return []
    const example =
      readRowExample(policyFile, policyLines, ours) ?? readRowExample(referenceFile, referenceLines, theirs)
    return [
      { idx, policy: ours, reference: theirs, example, prompt, texts: parseTexts(ours.responses ?? theirs.responses) },
    ]
  })
  const report = {
    policy: describeFile(policyFile.name, policy),
    reference: describeFile(referenceFile.name, reference),
    joined: rows.length,
    onlyInPolicy: joined.onlyInPolicy.length,
    onlyInReference: joined.onlyInReference.length,
    mismatched: joined.mismatched.length,
    withExample: rows.filter((row) => row.example !== null).length,
  }
  return { rows, report }
}

function checkRows(rows: readonly ImportedRow[], report: ImportReport): void {
  if (rows.length === 0)
    throw new StoreError(
      `No idx can be compared: ${report.policy.rows} usable rows in ${report.policy.name}, ${report.reference.rows} in ${report.reference.name}, ${report.mismatched} with other texts. Each line needs idx, nll_loss_all_chosen and nll_loss_all_rejected`,
      { code: 'import-empty', status: 422, importing: report },
    )
  const last = rows.at(-1)?.idx ?? 0
  if (last > MAX_IDX)
    throw new StoreError(`idx ${last} is larger than ${MAX_IDX}: number the rows from 0`, {
      code: 'import-idx-too-large',
      status: 422,
      idx: last,
    })
}

function lengthFacts(row: ImportedRow): { longer: number | null; learned: number | null } {
  if (!row.texts) return { longer: null, learned: null }
  const [chosen, rejected] = row.texts
  // Without the row's own pairs the direction of length cannot be learned, which is not the same as an even split.
  const learned = row.example ? learnedLengthMargin(row.example) : null
  return { longer: longerMargin({ chosen, rejected }), learned }
}

/**
 * Keeps two `eval_data` files as a finished run, joined on `idx`; what could not be used is counted in its `importing`.
 * Throws `StoreError`: `import-empty` when no idx is in both, `import-idx-too-large`.
 */
export async function importRun(name: string, policyFile: EvalFile, referenceFile: EvalFile): Promise<RunReport> {
  const { rows, report } = joinFiles(policyFile, referenceFile)
  checkRows(rows, report)
  const id = createShortId()
  const hasher = createContentHasher()
  const facts = rows.map(lengthFacts)
  const idx = rows.map((row) => row.idx)
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO run (id, kind, status, name, total, importing, code_version, started_at, finished_at)
       VALUES ($1, 'import', 'done', $2, $3, $4, $5, now(), now())`,
      [id, name, rows.length, JSON.stringify(report), codeVersion()],
    )
    await client.query(
      `INSERT INTO run_example (run_id, idx, hash, example, prompt_key, longer_margin, learned_length_margin)
       SELECT $1, * FROM unnest($2::int[], $3::text[], $4::json[], $5::text[], $6::int[], $7::int[])`,
      [
        id,
        idx,
        rows.map((row) => row.example && hashExample(row.example, hasher)),
        rows.map((row) => row.example && JSON.stringify(row.example)),
        rows.map((row) => (row.prompt === null ? null : hashPrompt(row.prompt))),
        facts.map((row) => row.longer),
        facts.map((row) => row.learned),
      ],
    )
    for (const role of ['policy', 'reference'] as const)
      await client.query(
        `INSERT INTO run_result (run_id, idx, role, nll_chosen, nll_rejected)
         SELECT $1, x.idx, $2, x.chosen, x.rejected FROM unnest($3::int[], $4::float8[], $5::float8[]) AS x(idx, chosen, rejected)`,
        [id, role, idx, rows.map((row) => row[role].nllChosen), rows.map((row) => row[role].nllRejected)],
      )
  })
  return readRun(id)
}
