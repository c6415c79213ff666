import { expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { PUBLISHED_BENCHMARKS, PUBLISHED_MODELS } from './published-results'

const PAPER = 'alignx/paper-results.json'

test('every line has one figure a benchmark, a percentage or nothing', () => {
  for (const { accuracy } of PUBLISHED_MODELS) {
    expect(accuracy).toHaveLength(PUBLISHED_BENCHMARKS.length)
    for (const figure of accuracy) expect(figure === null || (figure > 0 && figure < 100)).toBe(true)
  }
})

test('the best trained model beats the best untrained one by the 17.06 points of the abstract', () => {
  const gains = PUBLISHED_BENCHMARKS.map((_, column) => {
    const best = (models: typeof PUBLISHED_MODELS) => Math.max(...models.map((model) => model.accuracy[column] ?? 0))
    const trained = PUBLISHED_MODELS.filter((model) => model.training === 'full' && !model.model.includes('golden'))
    return best(trained) - best(PUBLISHED_MODELS.filter((model) => model.training === 'none'))
  })
  expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeCloseTo(17.06, 2)
})

test.skipIf(!hasShared(PAPER))('holds the figures of the table as read (../shared)', () => {
  const schema = z.object({
    columns: z.array(z.object({ key: z.string(), rows: z.number().optional() })),
    models: z.array(z.object({ name: z.string(), accuracy: z.array(z.number().nullable()) })),
  })
  const paper = schema.parse(readShared(PAPER))
  expect(PUBLISHED_MODELS.map(({ model, accuracy }) => ({ name: model, accuracy }))).toEqual(paper.models)
  expect(PUBLISHED_BENCHMARKS.map(({ key, rows }) => [key, rows])).toEqual(
    paper.columns.map(({ key, rows }) => [key, rows ?? null]),
  )
})
