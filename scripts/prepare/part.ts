import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FACETS } from '@/lib/core/columns'
import { PREPARED_VERSION, wrongVersion } from '@/lib/core/prepared/file-header'
import { checkJsonFile, parseJsonFile } from '@/lib/core/prepared/manifest'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'

/** The files of a part, all in the folder of its shard. `part.json` says that they are whole. */
export const PART_FILES = { manifest: 'part.json', pack: 'text.pack', rows: 'rows.bin' } as const

/** Where the parts of a dataset lie while it is prepared. */
export const PARTS_FOLDER = 'parts'

/** Most faulty rows that a part names; it counts them all. */
export const NAMED_FAULTS = 1000

const countSchema = z.int().nonnegative()
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What a source file is known by. `tag` is the time of its last change or the entity tag of its server. `place` counts
 * all shards of the dataset, of which there are `of`.
 */
const sourceSchema = z.object({
  name: z.string(),
  bytes: countSchema.nullable(),
  tag: z.string(),
  place: countSchema,
  of: z.int().positive(),
})

export type PartSource = z.infer<typeof sourceSchema>

const partSchema = z.object({
  format: z.literal('alignx-prepared-part'),
  version: z.literal(PREPARED_VERSION),
  /** The facets in the order of a record, so that parts of another program are told apart. */
  facetKeys: z.array(z.string()),
  source: sourceSchema,
  sourceBytes: countSchema,
  sourceSha256: sha256Schema,
  synthetic: z.boolean(),
  rows: countSchema,
  packBytes: countSchema,
  packSha256: sha256Schema,
  rowsSha256: sha256Schema,
  /** Sorted runs of words, `words-0.run` and so on. */
  wordRuns: countSchema,
  facets: z.array(z.object({ min: z.int().nullable(), max: z.int().nullable() })),
  leftOut: countSchema,
  faults: z.array(z.string()).max(NAMED_FAULTS),
})

export type Part = z.infer<typeof partSchema>

const headSchema = z.looseObject({ format: z.literal('alignx-prepared-part'), version: z.number() })

/** A finished part in `folder`, or `null` when there is none. Throws `PreparedFormatError` for a damaged or other one. */
export async function readPart(folder: string): Promise<Part | null> {
  const file = join(folder, PART_FILES.manifest)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const json = parseJsonFile(text, file)
  const head = headSchema.safeParse(json)
  if (!head.success) throw new PreparedFormatError(file, 'is no part of a prepared dataset')
  if (head.data.version !== PREPARED_VERSION) throw wrongVersion(file, head.data.version)
  const part = checkJsonFile(partSchema, json, file)
  if (part.facetKeys.join() !== FACETS.map(({ key }) => key).join())
    throw new PreparedFormatError(file, 'was written with other facets', 'older')
  return part
}

/** The file of a run of words. */
export function wordRunFile(run: number): string {
  return `words-${run}.run`
}
