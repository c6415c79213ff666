import { z } from 'zod'
import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from './columns'
import { findDimension } from './dimensions'
import { FILTER_DEPTH, type Filter, MOST_FILTERS } from './filter'

/** The key of one of the 90 dimensions. */
export const dimensionKeySchema = z
  .string()
  .refine((key) => findDimension(key) !== null, { error: 'is not a dimension of AlignX' })

const facetKeySchema = z.enum(FACETS.map((facet) => facet.key))
const optionalColumnSchema = z.enum(OPTIONAL_COLUMNS.map((column) => column.key))
const textFieldSchema = z.enum(TEXT_FIELDS.map((field) => field.key))
const poleSchema = z.enum(['positive', 'negative'])

/** What one condition of a filter says about a row. */
export const termSchema = z.discriminatedUnion('kind', [
  /** The row's own direction holds this pole. */
  z.object({ kind: z.literal('direction'), dimension: dimensionKeySchema, pole: poleSchema }),
  /** The row's own direction is neutral there. */
  z.object({ kind: z.literal('neutral'), dimension: dimensionKeySchema }),
  /** Some UGC or pair item holds this pole. */
  z.object({ kind: z.literal('history'), dimension: dimensionKeySchema, pole: poleSchema }),
  /** A facet lies in [min, max], both ends included; `null` leaves an end open. */
  z.object({
    kind: z.literal('range'),
    facet: facetKeySchema,
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  /** The column is NULL or empty. */
  z.object({ kind: z.literal('missing'), column: optionalColumnSchema }),
  /** Some of the fields contains the text, letter case ignored. */
  z.object({
    kind: z.literal('text'),
    query: z
      .string()
      .min(1)
      .max(400)
      .refine((query) => query.isWellFormed(), { error: 'is not well-formed Unicode' }),
    fields: z.array(textFieldSchema).min(1),
  }),
  /** The row came from the shard at this 0-based place. */
  z.object({ kind: z.literal('shard'), shard: z.int().min(0) }),
  /** The row was scored by this run with a margin in [from, to); `null` leaves an end open. */
  z.object({
    kind: z.literal('run'),
    run: z.string().regex(/^[\w-]{1,64}$/),
    from: z.number().nullable(),
    to: z.number().nullable(),
  }),
])

/** Checks a filter of unknown origin: at most `FILTER_DEPTH` levels deep, at most `MOST_FILTERS` filters in each `all` or `any`. */
export const filterSchema: z.ZodType<Filter> = Array.from({ length: FILTER_DEPTH }).reduce<z.ZodType<Filter>>(
  (inner) =>
    z.union([
      termSchema,
      z.object({ kind: z.literal('all'), filters: z.array(inner).max(MOST_FILTERS).readonly() }),
      z.object({ kind: z.literal('any'), filters: z.array(inner).max(MOST_FILTERS).readonly() }),
      z.object({ kind: z.literal('not'), filter: inner }),
    ]),
  termSchema,
)
