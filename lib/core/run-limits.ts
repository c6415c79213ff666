/** Rows a run may have in the app; larger sets are exported, scored on a cluster and imported. */
export const MAX_RUN_EXAMPLES = 50_000

/** The largest body of a chunk, in bytes, and the most rows in it. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024
export const MAX_CHUNK_ROWS = 1000

/** The largest import, both files together, in bytes: below what the server reads of any body (`next.config.ts`). */
export const MAX_IMPORT_BYTES = 60 * 1024 * 1024
