import { z } from 'zod'

const absent = z.literal('').transform(() => null)

function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.union([absent, schema]).nullish().default(null)
}

const envSchema = z.object({
  /** The database's address. */
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  /** The port served on loopback; `null` when it is not known. */
  ALIGNX_PORT: optional(z.coerce.number().int().min(1).max(65_535)),
  /** The folder of the app's state; the sample lies in its folder `sample`. */
  ALIGNX_STATE_DIR: z
    .string()
    .optional()
    .transform((dir) => dir || '.data'),
  /** A folder of AlignX files that the app offers as a source. */
  ALIGNX_DATA_DIR: optional(z.string()),
  /** Where `hf://` sources are listed and read. */
  ALIGNX_HUB_URL: optional(z.url({ protocol: /^https?$/ })).transform((url) =>
    (url ?? 'https://huggingface.co').replace(/\/+$/, ''),
  ),
  /** A token for private datasets of the hub; it stays on the server. */
  ALIGNX_HUB_TOKEN: optional(z.string()),
  /** Whether the server answers questions about its own sources with native DuckDB. */
  ALIGNX_ANSWERS: optional(z.enum(['on', 'off'])).transform((choice) => choice ?? 'on'),
})

/** What the server was told by its environment; `null` means not set. */
export type Env = z.output<typeof envSchema>

/** The environment holds a value that cannot be used; the message names the variable. */
export class EnvError extends Error {
  override name = 'EnvError'
  readonly code = 'bad-environment'
}

/** The environment, checked. Throws `EnvError` that names the variable at fault, never its value. */
export function env(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const result = envSchema.safeParse(source)
  if (result.success) return result.data
  const names = [...new Set(result.error.issues.map((issue) => issue.path.join('.')))]
  throw new EnvError(`The environment variable ${names.join(', ')} has a value that cannot be used. Correct it.`)
}
