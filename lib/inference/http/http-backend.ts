import type { BackendConfig } from '@/lib/core/backend'
import { cannotScore } from './backend-fault'
import { createEchoAdapter } from './echo'
import { openFileTokeniser } from './file-tokeniser'
import { createHttpClient, type HttpClient } from './http-client'
import { createLlamaServerAdapter } from './llama-server'
import { createLlamaServerPieces, type LlamaServerPieces } from './llama-server-pieces'
import { createSglangTokeniser, createTgiTokeniser, createVllmTokeniser } from './server-tokenisers'
import { createSglangAdapter } from './sglang'
import { createTgiAdapter } from './tgi'
import { TokenCache } from './token-cache'
import type { Adapter } from './token-sequence'
import type { Tokeniser } from './tokeniser'
import { createVllmAdapter } from './vllm'

/** A server with its adapter and its tokenizer. */
export interface HttpBackend {
  readonly config: BackendConfig
  readonly adapter: Adapter
  readonly tokens: TokenCache
  /** The ids put around every sequence. */
  readonly model: { readonly bos: number | null; readonly eos: number }
  /** Closes the connections. */
  readonly close: () => void
}

/**
 * Opens a backend of any HTTP kind; nothing is sent yet. Throws `InferenceError` `backend-cannot-score` for the built-in
 * kind, a backend without an end token and a tokenizer file that cannot be used.
 */
export async function openHttpBackend(config: BackendConfig, secret: string | null): Promise<HttpBackend> {
  const { bosId, eosId, tokenizer } = config.settings
  if (eosId === null) throw cannotScore(config, 'it has no end token: set its EOS id')
  const client = createHttpClient(config, secret)
  const pieces = createLlamaServerPieces(client)
  const tokeniser = tokenizer === 'server' ? createServerTokeniser(client, pieces) : await openFileTokeniser(config)
  return {
    config,
    adapter: createAdapter(client, tokeniser, pieces),
    tokens: new TokenCache(tokeniser),
    model: { bos: bosId, eos: eosId },
    close: client.close,
  }
}

function createServerTokeniser(client: HttpClient, pieces: LlamaServerPieces): Tokeniser {
  const { backend } = client
  switch (backend.kind) {
    case 'vllm':
    case 'echo':
      return createVllmTokeniser(client)
    case 'sglang':
      return createSglangTokeniser(client)
    case 'tgi':
      return createTgiTokeniser(client)
    case 'llama-server':
      return pieces.tokeniser
    case 'built-in':
      throw cannotScore(backend, 'the built-in scorer is no server')
  }
}

function createAdapter(client: HttpClient, tokeniser: Tokeniser, pieces: LlamaServerPieces): Adapter {
  const { backend } = client
  switch (backend.kind) {
    case 'vllm':
      return createVllmAdapter(client)
    case 'echo':
      return createEchoAdapter(client)
    case 'sglang':
      return createSglangAdapter(client)
    case 'tgi':
      return createTgiAdapter(client, tokeniser)
    case 'llama-server':
      return createLlamaServerAdapter(client, pieces)
    case 'built-in':
      throw cannotScore(backend, 'the built-in scorer is no server')
  }
}
