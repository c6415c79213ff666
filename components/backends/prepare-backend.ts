/** A whole number typed into a field; `null` for an empty one, the text itself for anything else. */
export function readWhole(text: string): number | string | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed
}

/** What the form says, as the API takes it. Checking is the API's. */
export function readBackendForm(form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const seconds = Number(text('timeout'))
  return {
    name: text('name'),
    kind: text('kind'),
    baseUrl: text('baseUrl'),
    model: text('model'),
    settings: {
      bosId: readWhole(text('bosId')),
      eosId: readWhole(text('eosId')),
      tokenizer: text('tokenizer') || 'server',
      slots: readWhole(text('slots')),
      timeoutMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : text('timeout'),
    },
    secret: text('secret') || null,
  }
}
