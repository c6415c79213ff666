import { describe, expect, test } from 'vitest'
import { makeUpRows } from './made-up-rows.fixture'
import { PROMPT_CACHE_SHARE, ReferenceModel } from './reference-model'
import { CLASS_COUNT } from './token-classes'

const TEXTS = makeUpRows(60, 20, 1).flatMap((row) => [row.chosen, row.rejected])
const NO_POST = new Float64Array(CLASS_COUNT)
const PROMPT = 'What do you think?'

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

describe.each([
  ['trained', new ReferenceModel(TEXTS)],
  ['without text', new ReferenceModel([])],
  ['of one short text', new ReferenceModel(['a'])],
])('the reference %s', (_, model) => {
  const response = 'we think the cat is unseen! 👍'
  const analysis = model.analyse(PROMPT, response)

  test('sums to 1 over the vocabulary after every context, and over each class', () => {
    const context = model.nGrams.start()
    const classes = new Float64Array(CLASS_COUNT)
    for (const id of analysis.ids) {
      const byClass = new Float64Array(CLASS_COUNT)
      model.nGrams.writeClasses(Int32Array.of(context.classes), 1, NO_POST, classes)
      for (let token = 0; token < model.tokenizer.size; token++) {
        const tokenClass = model.nGrams.classes[token] ?? 0
        const probability = context.copy().advance(token)
        byClass[tokenClass] = (byClass[tokenClass] ?? 0) + probability
      }
      expect(Math.abs(sum(byClass) - 1)).toBeLessThan(1e-9)
      for (let index = 0; index < CLASS_COUNT; index++)
        expect(Math.abs((byClass[index] ?? 0) - (classes[index] ?? 0))).toBeLessThan(1e-9)
      context.advance(id)
    }
  })

  test('gives class probabilities that sum to 1, and finite log-probabilities that add up', () => {
    for (let place = 0; place < analysis.ids.length; place++) {
      const own = analysis.classProbabilities.subarray(place * CLASS_COUNT, (place + 1) * CLASS_COUNT)
      expect(Math.abs(sum(own) - 1)).toBeLessThan(1e-9)
    }
    expect(analysis.logProbabilities.every((value) => Number.isFinite(value) && value < 0)).toBe(true)
    expect(sum(analysis.logProbabilities)).toBeCloseTo(analysis.logProbability, 9)
  })

  test('ends with the end of the response, the only token of an empty one', () => {
    expect(analysis.ids.at(-1)).toBe(model.tokenizer.endOfResponse)
    expect([...model.analyse(PROMPT, '').ids]).toEqual([model.tokenizer.endOfResponse])
  })
})

test('text like the training text is likelier than other text of the same length', () => {
  const model = new ReferenceModel(TEXTS)
  const like = model.analyse('', 'we think the answer is very').logProbability
  expect(like).toBeGreaterThan(model.analyse('', 'xq zvkj qwe rtzuio ba zzzz').logProbability)
})

test('a token of the post gains what the post repeats of it, at least', () => {
  const model = new ReferenceModel(TEXTS)
  const { logProbabilities } = model.analyse('cat', 'cat')
  expect(model.tokenizer.encode('cat')).toHaveLength(1)
  expect(Math.exp(logProbabilities[0] ?? 0)).toBeGreaterThan(PROMPT_CACHE_SHARE)
})
