import { z } from 'zod'
import { cannotScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { SPECIAL_TEXTS } from './special-texts'
import { findSuffix, type Tokeniser } from './tokeniser'

const idsSchema = z.array(z.int().min(0))
const tokensSchema = z.object({ tokens: idsSchema })
const promptSchema = z.object({ prompt: z.string() })
const textSchema = z.object({ text: z.string() })

/** How a family of servers turns ids back into text: its body, and where in the answer the text is. */
interface Speller {
  readonly body: (ids: readonly number[]) => unknown
  readonly schema: z.ZodType<string>
}

/** vLLM's `/tokenize` and `/detokenize`; other OpenAI-style servers that have them follow this shape. */
export function createVllmTokeniser(client: HttpClient): Tokeniser {
  const { model } = client.backend
  return createTokeniser(client, {
    body: (tokens) => ({ model, tokens }),
    schema: promptSchema.transform((answer) => answer.prompt),
  })
}

/** SGLang's `/tokenize` and `/detokenize`. */
export function createSglangTokeniser(client: HttpClient): Tokeniser {
  const { model } = client.backend
  return createTokeniser(client, {
    body: (tokens) => ({ model, tokens, skip_special_tokens: false }),
    schema: textSchema.transform((answer) => answer.text),
  })
}

function createTokeniser(client: HttpClient, speller: Speller): Tokeniser {
  const { backend } = client
  const spell = (ids: readonly number[], signal: AbortSignal) =>
    client.send('/detokenize', speller.body(ids), speller.schema, signal)
  return {
    async tokenise(text, signal) {
      const body = { model: backend.model, prompt: text, add_special_tokens: false }
      return (await client.send('/tokenize', body, tokensSchema, signal)).tokens
    },
    findCut: async (text, ids, cut, signal) => findSuffix(text, await spell(ids.slice(cut), signal)),
    spell: (id, signal) => spell([id], signal),
  }
}

const tgiTokenSchema = z.object({ id: z.int().min(0), start: z.int().nullish() })

/** TGI's `/tokenize`, which always adds the BOS, says where each token starts in characters, and has no way back. */
export function createTgiTokeniser(client: HttpClient): Tokeniser {
  const { backend } = client
  const { bosId } = backend.settings

  async function read(text: string, signal: AbortSignal) {
    const tokens = await client.send('/tokenize', { inputs: text }, z.array(tgiTokenSchema), signal)
    if (bosId === null) return tokens
    if (tokens[0]?.id !== bosId)
      throw cannotScore(
        backend,
        `its tokenizer starts with ${tokens[0]?.id ?? 'nothing'} and not with the BOS ${bosId}, which it adds to every text`,
      )
    return tokens.slice(1)
  }

  const tokenise = async (text: string, signal: AbortSignal) => (await read(text, signal)).map((token) => token.id)
  return {
    tokenise,
    async findCut(text, _ids, cut, signal) {
      const start = (await read(text, signal))[cut]?.start
      if (start === null || start === undefined) return null
      return [...text].slice(0, start).join('').length
    },
    async spell(id, signal) {
      for (const text of SPECIAL_TEXTS) {
        const ids = await tokenise(text, signal)
        if (ids.length === 1 && ids[0] === id) return text
      }
      return null
    },
  }
}
