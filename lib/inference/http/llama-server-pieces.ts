import { z } from 'zod'
import { cannotScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { findSuffix, type Tokeniser } from './tokeniser'

const pieceSchema = z.union([z.string(), z.array(z.int())])
const tokensSchema = z.object({ tokens: z.array(z.object({ id: z.int().min(0), piece: pieceSchema })) })
const contentSchema = z.object({ content: z.string() })

/** The tokenizer of a llama.cpp server, and which of its tokens a grammar can force. */
export interface LlamaServerPieces {
  readonly tokeniser: Tokeniser
  /**
   * Whether a grammar may name the token. Not when it is part of a character, which the server refuses, nor when it may
   * end the text, which stops the server. Throws `InferenceError`.
   */
  readonly isForcible: (id: number, signal: AbortSignal) => Promise<boolean>
}

/**
 * llama.cpp's `/tokenize` and `/detokenize`. What `/tokenize` says of the pieces is remembered, so that scoring asks for
 * few of them. Source: llama.cpp, tools/server/README.md.
 */
export function createLlamaServerPieces(client: HttpClient): LlamaServerPieces {
  const forcible = new Map<number, boolean>()
  const spell = async (ids: readonly number[], signal: AbortSignal) =>
    (await client.send('/detokenize', { tokens: ids }, contentSchema, signal)).content

  async function tokenise(text: string, signal: AbortSignal): Promise<readonly number[]> {
    const body = { content: text, add_special: false, parse_special: true, with_pieces: true }
    const { tokens } = await client.send('/tokenize', body, tokensSchema, signal)
    for (const { id, piece } of tokens) forcible.set(id, isForciblePiece(piece))
    return tokens.map((token) => token.id)
  }

  return {
    tokeniser: {
      tokenise,
      findCut: async (text, ids, cut, signal) => findSuffix(text, await spell(ids.slice(cut), signal)),
      spell: (id, signal) => spell([id], signal),
    },
    async isForcible(id, signal) {
      const known = forcible.get(id) ?? isForciblePiece(await spell([id], signal))
      forcible.set(id, known)
      return known
    },
  }
}

/** The id of a token that is one harmless letter. */
export async function findHarmlessToken(client: HttpClient, tokeniser: Tokeniser, signal: AbortSignal) {
  const [id] = await tokeniser.tokenise('a', signal)
  if (id === undefined) throw cannotScore(client.backend, 'its tokenizer has no token for the letter a')
  return id
}

// The server gives bytes for a piece that is no text by itself. Special tokens are spelled in brackets.
function isForciblePiece(piece: string | readonly number[]): boolean {
  if (typeof piece !== 'string') return false
  return piece !== '' && !piece.includes('\uFFFD') && !/^(?:<.+>|\[.+\]|\[.*\[)$/su.test(piece)
}
