import type { Backend } from '@/lib/core/backend'
import { probeBackend } from '@/lib/inference'
import { readBackend, readBackendSecret, saveProbe } from '@/lib/store'

/** Probes a backend and keeps what was found; a backend that fails its probe is kept too, and says why. */
export async function probeAndSave(id: string, signal: AbortSignal): Promise<Backend> {
  const backend = await readBackend(id)
  const probe = await probeBackend(backend, await readBackendSecret(id), signal)
  return saveProbe(id, probe)
}
