import 'server-only'
import { learnedLengthMargin, longerMargin } from '@/lib/core/baselines'
import { hashExample } from '@/lib/core/content-hash'
import type { RunExample } from '@/lib/core/run'
import { MAX_RUN_EXAMPLES } from '@/lib/core/run-limits'
import { createContentHasher } from './content-hasher'
import { StoreError } from './database'
import { hashPrompt } from './prompt-key'
import { changeRun, lockRun } from './run-life'

// The hash a client sends must be the example's own: results are found by it.
function checkExamples(examples: readonly RunExample[]): void {
  const seen = new Set<number>()
  const hasher = createContentHasher()
  for (const { idx, hash, example } of examples) {
    if (idx >= MAX_RUN_EXAMPLES)
      throw new StoreError(
        `idx ${idx}: a run has at most ${MAX_RUN_EXAMPLES} rows. Export larger sets and import their results`,
        {
          code: 'run-too-large',
          status: 413,
          idx,
          limit: MAX_RUN_EXAMPLES,
        },
      )
    if (seen.has(idx))
      throw new StoreError(`idx ${idx} occurs twice in this chunk`, { code: 'example-duplicate', status: 422, idx })
    seen.add(idx)
    const actual = hashExample(example, hasher)
    if (actual !== hash)
      throw new StoreError(`idx ${idx}: the hash ${hash} is not that of the example, which is ${actual}`, {
        code: 'example-hash-wrong',
        status: 422,
        idx,
        actual,
      })
  }
}

/**
 * Adds examples to a run that collects, in one statement; the same example at the same idx again changes nothing.
 * Returns how many the run has now. Throws `StoreError`: `run-unknown`, `run-started`, `example-hash-wrong`,
 * `example-duplicate`, `example-conflict` (another example has that idx), `run-too-large`.
 */
export async function addExamples(
  runId: string,
  examples: readonly RunExample[],
): Promise<{ readonly examples: number }> {
  checkExamples(examples)
  return changeRun(runId, async (client) => {
    await lockRun(client, runId, ['collecting'])
    await client.query(
      `INSERT INTO run_example (run_id, idx, hash, example, prompt_key, longer_margin, learned_length_margin)
       SELECT $1, * FROM unnest($2::int[], $3::text[], $4::json[], $5::text[], $6::int[], $7::int[])
       ON CONFLICT (run_id, idx) DO NOTHING`,
      [
        runId,
        examples.map((row) => row.idx),
        examples.map((row) => row.hash),
        examples.map((row) => JSON.stringify(row.example)),
        examples.map((row) => hashPrompt(row.example.prompt)),
        examples.map((row) => longerMargin(row.example)),
        examples.map((row) => learnedLengthMargin(row.example)),
      ],
    )
    const { rows: conflicts } = await client.query<{ idx: number }>(
      `SELECT e.idx FROM run_example e JOIN unnest($2::int[], $3::text[]) AS x(idx, hash) ON x.idx = e.idx
       WHERE e.run_id = $1 AND e.hash <> x.hash ORDER BY e.idx LIMIT 1`,
      [runId, examples.map((row) => row.idx), examples.map((row) => row.hash)],
    )
    const conflict = conflicts[0]
    if (conflict)
      throw new StoreError(`idx ${conflict.idx} already holds another example; nothing of this chunk was kept`, {
        code: 'example-conflict',
        status: 409,
        idx: conflict.idx,
      })
    const { rows } = await client.query<{ examples: number }>(
      'UPDATE run SET total = (SELECT count(*) FROM run_example WHERE run_id = $1) WHERE id = $1 RETURNING total AS examples',
      [runId],
    )
    return { examples: rows[0]?.examples ?? 0 }
  })
}
