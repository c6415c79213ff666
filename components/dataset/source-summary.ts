import { z } from 'zod'

/** A source in the list of the server, as `GET /api/v1/sources` gives it. */
export const sourceSummarySchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['sample', 'folder', 'prepared', 'url', 'hub']),
  synthetic: z.boolean(),
  shardCount: z.int(),
  rows: z.int().nullable(),
  removable: z.boolean(),
  bytes: z.number().nullable(),
  state: z.enum(['ready', 'empty', 'unavailable']),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
})

export type SourceSummary = z.infer<typeof sourceSummarySchema>
