/** What the browser's database is doing. */
export type EnginePhase = 'idle' | 'starting' | 'ready' | 'failed'

/** A database file that is read in place: an address of this origin, or a file of this computer. */
export type DatabaseFile = { readonly url: string } | { readonly file: Blob }
