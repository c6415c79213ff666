import { z } from 'zod'
import { type BackendConfig, type BackendSettings, backendSettingsSchema } from '@/lib/core/backend'
import type { Example } from '@/lib/core/example'
import { createHttpScorer } from '@/lib/inference/http/http-scorer'
import { type EmulatedKind, type Misbehaviour, startEmulatedServer } from './emulated-server'
import { makeVocabularyTexts } from './peer-texts'
import { makeTinyModel, SHAPE } from './tiny-model'
import { makeTinyVocabulary } from './tiny-vocabulary'

export const { signal } = new AbortController()
export const vocabulary = makeTinyVocabulary(makeVocabularyTexts(), SHAPE.vocabulary)
export const model = makeTinyModel(1)
const example: Example = {
  prompt: 'Tea?',
  chosen: 'Yes, tea.',
  rejected: 'No.',
  direction: null,
  demographics: null,
  ugc: [],
  pairs: [],
  profile: null,
  groundTruthPersona: null,
  extra: {},
}
export const item = { idx: 0, example, persona: example, condition: 'all', role: 'policy' } as const

export function configure(kind: EmulatedKind, baseUrl: string, change: Partial<BackendSettings> = {}): BackendConfig {
  const settings = backendSettingsSchema.parse({
    bosId: vocabulary.bos,
    eosId: vocabulary.eos,
    tokenizer: 'server',
    slots: 2,
    timeoutMs: 20_000,
    ...change,
  })
  return { id: 'b1', name: 'B', kind, baseUrl, model: 'tiny', settings }
}

export async function withServer<Result>(
  kind: EmulatedKind,
  misbehaviour: Misbehaviour,
  work: (origin: string) => Promise<Result>,
): Promise<Result> {
  const server = await startEmulatedServer(kind, model, vocabulary, misbehaviour)
  try {
    return await work(server.origin)
  } finally {
    await server.close()
  }
}

export async function scoreOnce(config: BackendConfig, abort: AbortSignal = signal, secret: string | null = null) {
  const scorer = await createHttpScorer(config, secret)
  try {
    return await scorer.score([item], abort)
  } finally {
    await scorer.close()
  }
}

/** Changes every value that is called `name`, at any depth. */
export function changeAll(name: string, change: (value: unknown) => unknown): (answer: unknown) => unknown {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    const record = z.record(z.string(), z.unknown()).safeParse(value)
    if (!record.success) return value
    return Object.fromEntries(
      Object.entries(record.data).map(([key, inner]) => [key, key === name ? change(inner) : visit(inner)]),
    )
  }
  return visit
}
export const answer =
  (status: number, body: string, headers: Record<string, string> = {}): NonNullable<Misbehaviour['respond']> =>
  (response) => {
    response.writeHead(status, headers).end(body)
    return true
  }
export const listSchema = z.array(z.unknown())
export const triple = (place: number, value: unknown) => (list: unknown) =>
  listSchema.parse(list).map((entry) => listSchema.parse(entry).with(place, value))
export const dropLast = (list: unknown) => listSchema.parse(list).slice(0, -1)
export const doubleFirst = (list: unknown) => [listSchema.parse(list)[0], ...listSchema.parse(list)]
export const setLast = (value: unknown) => (list: unknown) => listSchema.parse(list).with(-2, value)
