import { z } from 'zod'

const countSchema = z.int().nonnegative()

/** A shard in a table: how many of its rows are there, and how many were faulty. `problem` says why it breaks off. */
const shardFactsSchema = z.object({
  name: z.string(),
  bytes: countSchema,
  rows: countSchema,
  leftOut: countSchema,
  synthetic: z.boolean(),
  problem: z.string().nullable(),
})

/** What stands beside a table that was made: written with it, so that nothing of it is counted again. */
export const tableFactsSchema = z.object({
  format: z.literal('alignx-answers'),
  /** Rises when the columns of `examples` or the way rows are read change: older tables are made again. */
  version: z.literal(1),
  revision: z.string(),
  rows: countSchema,
  datasetHash: z.string().nullable(),
  shards: z.array(shardFactsSchema),
})

export type TableFacts = z.infer<typeof tableFactsSchema>
export type ShardFacts = TableFacts['shards'][number]

/** What the program that makes a table is told, as JSON on its standard input. */
export const tableTaskSchema = z.object({
  revision: z.string(),
  synthetic: z.boolean(),
  /** Where the table is to lie; its facts lie beside it, with `.json` at the end. */
  file: z.string(),
  memoryLimitMb: z.int().positive(),
  from: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('shards'),
      shards: z.array(z.object({ name: z.string(), path: z.string() })).readonly(),
    }),
    z.object({ kind: z.literal('prepared'), folder: z.string() }),
  ]),
})

export type TableTask = z.infer<typeof tableTaskSchema>

/** A line that the program says on its standard output. The last one is `made` or `failed`. */
export const tableLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rows'), rows: countSchema, share: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('made') }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])

export type TableLine = z.infer<typeof tableLineSchema>
