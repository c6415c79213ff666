/** Where the database's worker and its WebAssembly are served: the folder that `scripts/copy-assets.mjs` fills. */
export const DATABASE_ASSETS = '/duckdb/1.32.0-trimmed-1'
