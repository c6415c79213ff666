import { z } from 'zod'

const networkSchema = z.enum(['public', 'private', 'loopback'])

/**
 * A shard as it was found when its source was added. `etag` is what we send for it; `upstreamTag` is the tag its server
 * must keep sending, `null` where that is not to be checked.
 */
const storedShardSchema = z.object({
  name: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  bytes: z.int().nonnegative().nullable(),
  etag: z.string().nullable(),
  upstreamTag: z.string().nullable(),
  ranges: z.boolean(),
})

export type StoredShard = z.infer<typeof storedShardSchema>

/** What the manifest of a prepared dataset said when it was added; its files are then the `shards`. */
const storedPreparedSchema = z.object({
  revision: z.string().regex(/^[0-9a-f]{16}$/),
  rows: z.int().nonnegative(),
  shardCount: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  synthetic: z.boolean(),
})

const storedBase = {
  id: z.string(),
  label: z.string(),
  network: networkSchema,
  shards: z.array(storedShardSchema),
  /** `null` for a source of loose shards. */
  prepared: storedPreparedSchema.nullable().default(null),
}

/**
 * A source somebody added, as it is kept on the server. `network` is the class of its host's address. `token` never
 * leaves the server but towards `hubUrl`. `commit` is the dataset's commit at the time it was added: reads are pinned to it.
 */
export const storedSourceSchema = z.discriminatedUnion('kind', [
  z.object({ ...storedBase, kind: z.literal('url') }),
  z.object({
    ...storedBase,
    kind: z.literal('hub'),
    ref: z.string(),
    hubUrl: z.url({ protocol: /^https?$/ }),
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    token: z.string().nullable(),
  }),
])

export type StoredSource = z.infer<typeof storedSourceSchema>
export type SourceNetwork = z.infer<typeof networkSchema>
