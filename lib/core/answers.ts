import { z } from 'zod'

/**
 * How the cells of a column stand in JSON: as they are, whole numbers of 64 bits and more as texts, fractions that JSON
 * cannot hold (`NaN`, `Infinity`) as texts, and lists, structs and maps of such.
 */
export type CellShape =
  | 'plain'
  | 'integer'
  | 'fraction'
  | { readonly list: CellShape }
  | { readonly fields: Readonly<Record<string, CellShape>> }
  | { readonly map: readonly [key: CellShape, value: CellShape] }

const cellShapeSchema: z.ZodType<CellShape> = z.lazy(() =>
  z.union([
    z.enum(['plain', 'integer', 'fraction']),
    z.object({ list: cellShapeSchema }),
    z.object({ fields: z.record(z.string(), cellShapeSchema) }),
    z.object({ map: z.tuple([cellShapeSchema, cellShapeSchema]) }),
  ]),
)

const answerColumnSchema = z.object({ name: z.string(), type: z.string(), shape: cellShapeSchema })

/** A column of an answer: its name, its type as DuckDB writes it, and how its cells stand in JSON. */
export type AnswerColumn = z.infer<typeof answerColumnSchema>

/** What `POST /api/v1/sql` answers. `isCut` says that there were more rows than asked for. */
export const sqlAnswerSchema = z.object({
  columns: z.array(answerColumnSchema),
  rows: z.array(z.array(z.unknown())),
  isCut: z.boolean(),
  durationMs: z.number().nonnegative(),
})

/** Most rows that one answer of the server holds. */
export const MOST_ANSWER_ROWS = 50_000

/** What `POST /api/v1/sql` takes: one statement that reads the table `examples` of a source. */
export const sqlRequestSchema = z.strictObject({
  source: z.string().min(1).max(200),
  sql: z
    .string()
    .min(1)
    .max(8 * 1024 * 1024)
    .refine((sql) => sql.isWellFormed(), { error: 'is not well-formed Unicode' }),
  maxRows: z.int().min(1).max(MOST_ANSWER_ROWS).default(1000),
})

/** A cell of an answer as plain data: 64-bit integers `bigint`, structs objects, maps arrays of `[key, value]`. */
export function readCell(cell: unknown, shape: CellShape): unknown {
  if (cell === null || cell === undefined) return null
  if (shape === 'plain') return cell
  if (shape === 'integer') return typeof cell === 'string' ? BigInt(cell) : cell
  if (shape === 'fraction') return Number(cell)
  if ('list' in shape) return Array.isArray(cell) ? cell.map((item) => readCell(item, shape.list)) : cell
  if ('map' in shape) {
    const [key, value] = shape.map
    return Array.isArray(cell) ? cell.map(([at, item]) => [readCell(at, key), readCell(item, value)]) : cell
  }
  const row = z.record(z.string(), z.unknown()).parse(cell)
  return Object.fromEntries(Object.entries(shape.fields).map(([name, of]) => [name, readCell(row[name], of)]))
}

/** Where the table of a source stands: what it holds once it is there. Shares are in [0, 1]. */
export const answersStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('making'), rows: z.int().nonnegative(), share: z.number() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
  z.object({
    state: z.literal('ready'),
    revision: z.string(),
    rows: z.int().nonnegative(),
    datasetHash: z.string().nullable(),
    shards: z.array(
      z.object({
        name: z.string(),
        bytes: z.int().nonnegative(),
        rows: z.int().nonnegative(),
        leftOut: z.int().nonnegative(),
        synthetic: z.boolean(),
        problem: z.string().nullable(),
      }),
    ),
  }),
])

export type AnswersState = z.infer<typeof answersStateSchema>
