import { z } from 'zod'
import { BACKEND_KINDS } from './backend-kinds'

export type BackendKind = (typeof BACKEND_KINDS)[number]['key']
const httpKindSchema = z.enum(['vllm', 'sglang', 'tgi', 'echo', 'llama-server'])
const kindSchema = z.enum(BACKEND_KINDS.map((kind) => kind.key))

// Names are stored as PostgreSQL text, which has no U+0000, and stand in one line of the screen.
const lineSchema = z
  .string()
  .trim()
  .min(1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  .regex(/^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u, 'must be one line without control characters')

/** A title or name of at most 120 characters in one line. */
export const nameSchema = lineSchema.max(120)

/** How a backend is spoken to. */
export const backendSettingsSchema = z.strictObject({
  /** The id put before the prompt; `null` for a model without one. */
  bosId: z.int().min(0).max(10_000_000).nullable(),
  /** The id put after each response, scored with it. `null` for the built-in scorer, which has its own. */
  eosId: z.int().min(0).max(10_000_000).nullable(),
  /** `server` asks the server to tokenise; otherwise the name of a tokenizer.json in the data folder's `tokenizers`. */
  tokenizer: z
    .string()
    .max(120)
    .regex(/^[\w][\w.-]*$/),
  /** Requests at once, over all processes that share the database. */
  slots: z.int().min(1).max(256),
  /** How long one request may take, in milliseconds. */
  timeoutMs: z.int().min(100).max(3_600_000),
})
export type BackendSettings = z.infer<typeof backendSettingsSchema>

/** What the probe of a backend found. */
export const probeResultSchema = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type ProbeResult = z.infer<typeof probeResultSchema>

/** A backend without its secret, as a run freezes it. */
export const backendConfigSchema = z.object({
  id: z.string().min(1).max(64),
  name: nameSchema,
  kind: kindSchema,
  /** Without a slash at its end; empty for the built-in scorer. */
  baseUrl: z.string(),
  model: z.string(),
  settings: backendSettingsSchema,
})
export type BackendConfig = z.infer<typeof backendConfigSchema>

/** A backend as the API shows it. Times are ISO 8601. */
export const backendSchema = backendConfigSchema.extend({
  hasSecret: z.boolean(),
  probe: probeResultSchema.nullable(),
  probedAt: z.iso.datetime().nullable(),
})
export type Backend = z.infer<typeof backendSchema>

const baseUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => {
    if (!URL.canParse(text)) return true
    const url = new URL(text)
    return url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  }, 'must hold no user, password, query or fragment')
  .transform((url) => url.replace(/\/+$/, ''))

/** What a user says to add a backend. `secret` is sent as bearer token and never returned. */
export const newBackendSchema = z.strictObject({
  name: nameSchema,
  kind: httpKindSchema,
  baseUrl: baseUrlSchema,
  model: z
    .string()
    .trim()
    .max(300)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    .regex(/^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u)
    .default(''),
  settings: backendSettingsSchema.extend({ eosId: z.int().min(0).max(10_000_000) }),
  // A header value: visible ASCII only.
  secret: z
    .string()
    .max(4000)
    .regex(/^[\x21-\x7e]+$/)
    .nullable()
    .default(null),
})
export type NewBackend = z.infer<typeof newBackendSchema>
