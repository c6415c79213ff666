import type { Backend, BackendConfig, ProbeResult } from '@/lib/core/backend'
import { InferenceError, probeBackend } from '@/lib/inference'
import { readBackend, readBackendSecret, saveProbe } from '@/lib/store'

/** Probes a backend and keeps what was found; a backend that fails its probe is kept too, and says why. */
export async function probeAndSave(id: string, signal: AbortSignal): Promise<Backend> {
  const backend = await readBackend(id)
  return saveProbe(id, await probe(backend, await readBackendSecret(id), signal))
}

// What a server answers to its probe is a finding about the server, never the status of our own answer.
async function probe(backend: BackendConfig, secret: string | null, signal: AbortSignal): Promise<ProbeResult> {
  try {
    return await probeBackend(backend, secret, signal)
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error
    return { ok: false, checks: [{ name: error.facts.code, ok: false, detail: error.message }] }
  }
}
