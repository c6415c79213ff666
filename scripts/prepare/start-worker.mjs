import { register } from 'tsx/esm/api'

// A thread does not take over the loader of the process before Node 22.
register()
await import('./shard-worker.ts')
