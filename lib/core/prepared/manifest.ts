import { z } from 'zod'
import { HEADER_BYTES, PREPARED_VERSION, wrongVersion } from './file-header'
import { MANIFEST_FILE, PREPARED_FILES } from './manifest-files'
import { PreparedFormatError } from './prepared-format-error'

/** Number types of a facet column. */
export const FACET_TYPES = ['u8', 'u16', 'i16', 'i32'] as const

export type FacetType = (typeof FACET_TYPES)[number]

const countSchema = z.int().nonnegative()
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex characters')
const pathSchema = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, 'a path is relative and plain')

/** `values` of a facet: all numbers from `min` to `max`; `missing` stands for NULL. `null` ends: no row has a value. */
const facetSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  type: z.enum(FACET_TYPES),
  min: z.int().nullable(),
  max: z.int().nullable(),
  missing: z.int(),
})

export type PreparedFacet = z.infer<typeof facetSchema>

/** The data after a file's header in pieces of `bytes`, the last one shorter, each with its own hash. */
const chunksSchema = z.object({ bytes: z.int().positive(), sha256: z.array(sha256Schema) })

const fileSchema = z.object({ bytes: countSchema, sha256: sha256Schema, chunks: chunksSchema.optional() })

export type PreparedFile = z.infer<typeof fileSchema>

/** A source file. `leftOut` counts its faulty rows; `bytes` and `sha256` are the source file's; `pack` holds its texts. */
const shardSchema = z.object({
  name: z.string().min(1),
  rows: countSchema,
  rowStart: countSchema,
  leftOut: countSchema,
  bytes: countSchema,
  sha256: sha256Schema,
  pack: pathSchema,
})

export type PreparedShard = z.infer<typeof shardSchema>

/**
 * What a prepared dataset is made of. Row numbers follow the shards in their order. `datasetHash` is the SHA-256 over
 * the sorted content hashes. `synthetic` is true when any shard says that it is generated.
 */
export const manifestSchema = z
  .object({
    format: z.literal('alignx-prepared'),
    version: z.literal(PREPARED_VERSION),
    generator: z.object({ name: z.string(), version: z.string() }),
    synthetic: z.boolean(),
    rows: countSchema.max(0xffffffff),
    datasetHash: sha256Schema,
    shards: z.array(shardSchema).min(1),
    facets: z.array(facetSchema),
    files: z.record(pathSchema, fileSchema),
  })
  .superRefine((manifest, context) => {
    const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
    let rowStart = 0
    manifest.shards.forEach((shard, place) => {
      if (shard.rowStart !== rowStart) issue(['shards', place, 'rowStart'], `is ${shard.rowStart}, must be ${rowStart}`)
      rowStart += shard.rows
      if (!Object.hasOwn(manifest.files, shard.pack))
        issue(['shards', place, 'pack'], `names ${shard.pack}, which files lacks`)
    })
    if (rowStart !== manifest.rows) issue(['rows'], `is ${manifest.rows}, the shards have ${rowStart}`)
    for (const path of Object.values(PREPARED_FILES))
      if (!Object.hasOwn(manifest.files, path)) issue(['files'], `lacks ${path}`)
    if (new Set(manifest.facets.map((facet) => facet.key)).size < manifest.facets.length)
      issue(['facets'], 'names a facet twice')
    for (const [path, { bytes, chunks }] of Object.entries(manifest.files)) {
      if (!chunks) continue
      const needed = Math.ceil((bytes - HEADER_BYTES) / chunks.bytes)
      if (chunks.sha256.length !== needed)
        issue(['files', path, 'chunks'], `has ${chunks.sha256.length} hashes, ${bytes} bytes have ${needed} chunks`)
    }
  })

export type PreparedManifest = z.infer<typeof manifestSchema>

const versionSchema = z.looseObject({ format: z.literal('alignx-prepared'), version: z.number() })

/**
 * Reads `manifest.json`. Throws `PreparedFormatError`: of kind `older` or `newer` for another version, `damaged` for
 * anything that is no whole manifest, naming the first fault.
 */
export function parseManifest(text: string, file = MANIFEST_FILE): PreparedManifest {
  const json = parseJsonFile(text, file)
  const head = versionSchema.safeParse(json)
  if (!head.success) throw new PreparedFormatError(file, 'is no manifest of a prepared dataset')
  if (head.data.version !== PREPARED_VERSION) throw wrongVersion(file, head.data.version)
  return checkJsonFile(manifestSchema, json, file)
}

/** A JSON text as a value. Throws `PreparedFormatError`. */
export function parseJsonFile(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PreparedFormatError(file, 'is no whole JSON text', 'damaged', { cause })
  }
}

/** A value by its schema. Throws `PreparedFormatError` naming the first fault. */
export function checkJsonFile<Value>(schema: z.ZodType<Value>, json: unknown, file: string): Value {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new PreparedFormatError(file, `is not valid: ${issue?.path.join('.')} ${issue?.message}`, 'damaged', {
    cause: result.error,
  })
}
