import type { NewBackend } from '@/lib/core/backend'

export type HttpKind = NewBackend['kind']

/** What a user has to know of a kind of server. */
export interface KindHint {
  readonly key: HttpKind
  readonly label: string
  /** How to start it so that it can score; `null` where that is up to its operator. */
  readonly command: string | null
  readonly note: string
  /** The address it has unless told otherwise. */
  readonly address: string
  readonly needsModel: boolean
}

/** The kinds of servers, the best suited first. */
export const KIND_HINTS: readonly KindHint[] = [
  {
    key: 'vllm',
    label: 'vLLM',
    command:
      'vllm serve MODEL --max-model-len 15361 --no-enable-prefix-caching --max-num-batched-tokens 2048 --gpu-memory-utilization 0.85',
    note: 'Also for Ray Serve LLM. Prefix caching can give stale values, and log-probabilities need memory that vLLM does not plan for.',
    address: 'http://127.0.0.1:8000',
    needsModel: true,
  },
  {
    key: 'sglang',
    label: 'SGLang',
    command: 'python -m sglang.launch_server --model-path MODEL --context-length 15361',
    note: 'Both responses of a row share the work on their prompt.',
    address: 'http://127.0.0.1:30000',
    needsModel: false,
  },
  {
    key: 'llama-server',
    label: 'llama.cpp server',
    command: 'llama-server -m MODEL.gguf -c 32768 -np 2 -ctk f32 -ctv f32 -fa off',
    note: 'Builds from December 2025 on: the response is forced by a grammar of tokens. The flags keep keys and values in float32; without them sums are off by about 0.01.',
    address: 'http://127.0.0.1:8080',
    needsModel: false,
  },
  {
    key: 'tgi',
    label: 'Text Generation Inference',
    command:
      'text-generation-launcher --model-id MODEL --enable-prefill-logprobs --max-input-tokens 15361 --max-total-tokens 15362',
    note: 'Takes text and adds the BOS itself, so its BOS id must be set; its tokens are compared with ours.',
    address: 'http://127.0.0.1:3000',
    needsModel: false,
  },
  {
    key: 'echo',
    label: 'OpenAI-style with echo',
    command: null,
    note: 'Any server whose /v1/completions takes token ids and honours echo with logprobs. Ollama, LM Studio and chat services cannot score; the probe refuses servers that ignore echo.',
    address: 'https://host.example',
    needsModel: true,
  },
]

/** The hint of a kind. */
export function hintFor(kind: HttpKind): KindHint {
  const hint = KIND_HINTS.find((candidate) => candidate.key === kind)
  if (!hint) throw new RangeError(`no hint for ${kind}`)
  return hint
}
