/** What the browser's database is doing. */
export type EnginePhase = 'idle' | 'starting' | 'ready' | 'failed'
