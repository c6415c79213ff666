import { z } from 'zod'
import { SOURCE_ERROR_STATUS, type SourceErrorCode } from './source-error'

function isSourceErrorCode(value: string): value is SourceErrorCode {
  return Object.hasOwn(SOURCE_ERROR_STATUS, value)
}

const sourceProblemSchema = z.object({
  code: z.custom<SourceErrorCode>((value) => typeof value === 'string' && isSourceErrorCode(value)),
  message: z.string(),
})

export const sourceKindSchema = z.enum(['sample', 'folder', 'prepared', 'url', 'hub'])

export type SourceKind = z.infer<typeof sourceKindSchema>

/**
 * A source in a list. `bytes` is `null` where the size of one of its shards is not known. `state` is `unavailable` when
 * nothing of it can be read and `empty` when there is no shard; `problem` then says why. A `ready` source can have a
 * problem too: part of it, or a way of reading it, does not work. `rows` is `null` where only reading can tell; a
 * `removable` source was added by somebody.
 */
export const sourceSummarySchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: sourceKindSchema,
  synthetic: z.boolean(),
  shardCount: z.int().nonnegative(),
  rows: z.int().nonnegative().nullable(),
  removable: z.boolean(),
  bytes: z.int().nonnegative().nullable(),
  state: z.enum(['ready', 'empty', 'unavailable']),
  problem: sourceProblemSchema.nullable(),
})

export type SourceSummary = z.infer<typeof sourceSummarySchema>

/** What `GET /api/v1/sources` answers. `problems` are those that belong to no one source. */
export const sourceListSchema = z.object({
  sources: z.array(sourceSummarySchema),
  problems: z.array(sourceProblemSchema),
})

export type SourceList = z.infer<typeof sourceListSchema>

/**
 * One file of a source. `url` is a path of this server that answers GET and HEAD; `bytes` is `null` where the size is
 * not known; `etag` is a strong entity tag, `null` where there is none. Without `ranges` the file can only be read whole.
 */
export const shardSchema = z.object({
  name: z.string(),
  url: z.string(),
  bytes: z.int().nonnegative().nullable(),
  etag: z.string().nullable(),
  ranges: z.boolean(),
})

export type Shard = z.infer<typeof shardSchema>

/**
 * What `GET /api/v1/sources/<id>` answers. `revision` pins the content where the source has such a thing: the commit
 * of a hub dataset, the beginning of the manifest's SHA-256 for the sample and for a prepared dataset; else `null`.
 * `filesUrl` is the path, with a slash at its end, under which the files of a prepared dataset are read, its manifest's
 * `manifest.json` among them; it holds the revision. A prepared dataset has no `shards`, every other source no `filesUrl`.
 */
export const sourceDetailSchema = sourceSummarySchema.extend({
  revision: z.string().nullable(),
  filesUrl: z.string().nullable(),
  shards: z.array(shardSchema),
})

export type SourceDetail = z.infer<typeof sourceDetailSchema>

const labelSchema = z.string().trim().min(1).max(100).optional()

/** What `POST /api/v1/sources` takes. At most 100 URLs; a token is 1 to 500 visible ASCII characters. */
export const newSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('url'),
    urls: z.array(z.string().min(1).max(2000)).min(1).max(100),
    label: labelSchema,
  }),
  z.strictObject({
    kind: z.literal('hub'),
    ref: z.string().min(1).max(1000),
    token: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/, 'a token is 1 to 500 visible ASCII characters without spaces')
      .optional(),
    label: labelSchema,
  }),
])

export type NewSource = z.infer<typeof newSourceSchema>
