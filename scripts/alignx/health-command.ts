import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { hashExample } from '@/lib/core/content-hash'
import { formatHealthCsv, formatHealthJson, formatHealthMarkdown } from '@/lib/core/health/format-report'
import { HealthExaminer, HealthSizeError } from '@/lib/core/health/health-examiner'
import { readExample } from '@/lib/core/read-example'
import { hashDataset } from '@/lib/dataset/dataset-hash'
import { createContentHasher } from '@/lib/store/content-hasher'
import { choose, onlyFile } from './arguments'
import { CommandFault } from './command-error'
import { writeLine } from './output'
import { readRows } from './read-rows'
import { detectKind } from './read-text'

/** Above all of AlignX (1,311,622 rows), and about 600 MB of memory. */
const MOST_ROWS = 2_000_000

const FORMS = { markdown: formatHealthMarkdown, json: formatHealthJson, csv: formatHealthCsv } as const

/** `health FILE [--json] [--as markdown|json|csv]` */
export async function runHealth(args: string[], appVersion: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, as: { type: 'string' } },
  })
  const file = onlyFile('health', positionals)
  const form = choose('--as', values.as ?? (values.json ? 'json' : 'markdown'), ['markdown', 'json', 'csv'] as const)
  const examiner = new HealthExaminer(MOST_ROWS)
  const hasher = createContentHasher()
  let isSynthetic = await saysSynthetic(file)
  for await (const { row, raw } of readRows(file)) {
    const example = readExample(raw, { file, row })
    isSynthetic ||= example.extra.synthetic === true
    add(examiner, hashExample(example, hasher), example)
  }
  const provenance = {
    dataset: basename(file),
    datasetHash: await hashDataset(examiner.hashes),
    filter: null,
    synthetic: isSynthetic || null,
    appVersion,
    createdAt: new Date().toISOString(),
  }
  await writeLine(FORMS[form](examiner.report(), provenance).replace(/\r?\n$/, ''))
}

/** Whether a Parquet file says that its rows are generated. */
async function saysSynthetic(file: string): Promise<boolean> {
  if ((await detectKind(file)) !== 'parquet') return false
  return (await import('./parquet-rows')).saysSynthetic(file)
}

function add(examiner: HealthExaminer, ...row: Parameters<HealthExaminer['add']>): void {
  try {
    examiner.add(...row)
  } catch (error) {
    if (error instanceof HealthSizeError) throw new CommandFault(error.message, { cause: error })
    throw error
  }
}
