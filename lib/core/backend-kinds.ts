import type { Backend } from './backend'

/** What can score. Every kind but the first is an HTTP server. Source: INFERENCE notes on which servers return log-probabilities of given tokens. */
export const BACKEND_KINDS = [
  { key: 'built-in', label: 'Built-in statistical scorer' },
  { key: 'vllm', label: 'vLLM' },
  { key: 'sglang', label: 'SGLang' },
  { key: 'tgi', label: 'Text Generation Inference' },
  { key: 'echo', label: 'OpenAI-style completions with echo' },
  { key: 'llama-server', label: 'llama.cpp server' },
] as const

/** The scorer inside the app: always there, never stored. */
export const BUILT_IN_BACKEND: Backend = {
  id: 'built-in',
  name: 'Built-in statistical scorer',
  kind: 'built-in',
  baseUrl: '',
  model: 'n-gram with 19 style classes',
  settings: { bosId: null, eosId: null, tokenizer: 'built-in', slots: 4, timeoutMs: 600_000 },
  hasSecret: false,
  probe: null,
  probedAt: null,
}
