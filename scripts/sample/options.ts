import { parseArgs } from 'node:util'
import { z } from 'zod'
import { PUBLISHED_ROWS } from './sources'

export const USAGE = `Usage: sample --out DIR [--rows N] [--shards S] [--seed K] [--text-scale F] [--row-group R]
  --out DIR         the folder to write; made where it does not exist
  --rows N          rows in all, 1 to ${PUBLISHED_ROWS} (the size of AlignX); 4000 unless told
  --shards S        Parquet files, at most one a row; 2 unless told
  --seed K          0 to 4294967295; the same seed gives the same rows; 1 unless told
  --text-scale F    share of the sentences to write, above 0 to 1; 1 unless told
  --row-group R     rows of a Parquet row group, at least 2048 and a multiple of it; 2048 unless told`

/** The command line is not usable. The message says which option and why. */
export class SampleUsageError extends Error {
  override name = 'SampleUsageError'
  readonly code = 'sample-usage'
}

const optionsSchema = z
  .object({
    out: z.string({ error: '--out is missing' }).min(1, '--out is empty'),
    rows: whole('--rows', 1, PUBLISHED_ROWS).default(4000),
    shards: whole('--shards', 1, 100_000).default(2),
    seed: whole('--seed', 0, 0xffffffff).default(1),
    textScale: z.coerce
      .number('--text-scale must be a number')
      .gt(0, '--text-scale must be above 0')
      .max(1, '--text-scale must be at most 1')
      .default(1),
    rowGroup: whole('--row-group', 2048, 1 << 20)
      .refine((rows) => rows % 2048 === 0, '--row-group must be a multiple of 2048')
      .default(2048),
  })
  .refine(({ rows, shards }) => shards <= rows, '--shards must not be more than --rows')

export type SampleSettings = z.infer<typeof optionsSchema>

/** Reads the command line. Throws `SampleUsageError` for anything that is not in `USAGE`. */
export function readOptions(argv: readonly string[]): SampleSettings {
  const result = optionsSchema.safeParse(parse(argv))
  if (result.success) return result.data
  throw new SampleUsageError(result.error.issues[0]?.message ?? 'The options are not valid')
}

function parse(argv: readonly string[]): Record<string, string | undefined> {
  const names = ['out', 'rows', 'shards', 'seed', 'text-scale', 'row-group']
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values } = parseArgs({ args: [...argv], options })
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        typeof value === 'string' ? value : undefined,
      ]),
    )
  } catch (cause) {
    throw new SampleUsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function whole(name: string, low: number, high: number) {
  const problem = `${name} must be a whole number from ${low} to ${high}`
  return z.string().regex(/^\d+$/, problem).transform(Number).pipe(z.number().min(low, problem).max(high, problem))
}
