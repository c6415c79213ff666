import { type BackendConfig, newBackendSchema } from '@/lib/core/backend'
import { BACKEND_KINDS, BUILT_IN_BACKEND } from '@/lib/core/backend-kinds'
import { choose } from './arguments'
import { UsageError } from './command-error'

/** The options that describe a backend, as `parseArgs` takes them. */
export const BACKEND_OPTIONS = {
  backend: { type: 'string' },
  url: { type: 'string' },
  model: { type: 'string' },
  'reference-url': { type: 'string' },
  'reference-model': { type: 'string' },
  bos: { type: 'string' },
  eos: { type: 'string' },
  tokenizer: { type: 'string', default: 'server' },
  slots: { type: 'string', default: '8' },
  'timeout-ms': { type: 'string', default: '120000' },
} as const

export type BackendValues = { readonly [Name in keyof typeof BACKEND_OPTIONS]?: string }

/** A backend to score with, and its secret from the environment. */
export interface ChosenBackend {
  readonly config: BackendConfig
  readonly secret: string | null
}

/**
 * The policy's and the reference's backend; one and the same unless the reference has a URL or a model of its own.
 * Throws `UsageError`.
 */
export function chooseBackends(values: BackendValues): { policy: ChosenBackend; reference: ChosenBackend } {
  const kind = choose(
    '--backend',
    values.backend,
    BACKEND_KINDS.map((backend) => backend.key),
  )
  if (kind === 'built-in') {
    const builtIn = { config: BUILT_IN_BACKEND, secret: null }
    return { policy: builtIn, reference: builtIn }
  }
  const policy = readBackend('policy', kind, values.url, values.model, values)
  const { 'reference-url': url, 'reference-model': model } = values
  if (url === undefined && model === undefined) return { policy, reference: policy }
  return { policy, reference: readBackend('reference', kind, url ?? values.url, model ?? values.model, values) }
}

function readBackend(
  id: string,
  kind: string,
  baseUrl: string | undefined,
  model: string | undefined,
  values: BackendValues,
): ChosenBackend {
  const result = newBackendSchema.safeParse({
    name: id,
    kind,
    baseUrl,
    model,
    secret: process.env.ALIGNX_SECRET ?? null,
    settings: {
      bosId: values.bos === undefined || values.bos === 'none' ? null : Number(values.bos),
      eosId: values.eos === undefined ? undefined : Number(values.eos),
      tokenizer: values.tokenizer,
      slots: Number(values.slots),
      timeoutMs: Number(values['timeout-ms']),
    },
  })
  if (!result.success) {
    const [issue] = result.error.issues
    throw new UsageError(`The backend's ${issue?.path.join('.')} is not valid: ${issue?.message}`)
  }
  const { secret, ...config } = result.data
  return { config: { id, ...config }, secret }
}
