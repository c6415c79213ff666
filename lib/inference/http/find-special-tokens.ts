import type { BackendConfig } from '@/lib/core/backend'
import type { SpecialTokens } from '@/lib/core/special-tokens'
import { openHttpBackend } from './http-backend'
import { BOS_TEXTS, EOS_TEXTS } from './special-texts'

/**
 * The tokens that may start and end a sequence, as the backend's tokenizer knows them: those of the known spellings that
 * are one token of their own. Throws `InferenceError` when the tokenizer does not answer.
 */
export async function findSpecialTokens(
  config: BackendConfig,
  secret: string | null,
  signal: AbortSignal,
): Promise<SpecialTokens> {
  const backend = await openHttpBackend(config, secret)
  async function find(texts: readonly string[], added: number | undefined) {
    const found: { id: number; text: string }[] = []
    for (const text of texts) {
      const all = await backend.tokens.tokenise(text, signal)
      const ids = all.length > 1 && all[0] === added ? all.slice(1) : all
      const [id] = ids
      if (id !== undefined && ids.length === 1) found.push({ id, text })
    }
    return found
  }
  try {
    // TGI puts the BOS, not known yet, before every text.
    const [added] = config.kind === 'tgi' ? await backend.tokens.tokenise('a', signal) : []
    return { bos: await find(BOS_TEXTS, added), eos: await find(EOS_TEXTS, added) }
  } finally {
    backend.close()
  }
}
