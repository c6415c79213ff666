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
    const classes = new Float64Array(analysis.ids.length * CLASS_COUNT)
    model.nGrams.writeClasses(analysis.ids, 1, NO_POST, classes, new Float64Array(CLASS_COUNT))
    analysis.ids.forEach((id, place) => {
      const byClass = new Float64Array(CLASS_COUNT)
      for (let token = 0; token < model.tokenizer.size; token++) {
        const tokenClass = model.nGrams.classes[token] ?? 0
        const probability = context.copy().advance(token)
        byClass[tokenClass] = (byClass[tokenClass] ?? 0) + probability
      }
      expect(Math.abs(sum(byClass) - 1)).toBeLessThan(1e-9)
      for (let index = 0; index < CLASS_COUNT; index++)
        expect(Math.abs((byClass[index] ?? 0) - (classes[place * CLASS_COUNT + index] ?? 0))).toBeLessThan(1e-9)
      context.advance(id)
    })
  })

  test('gives class probabilities that sum to 1, and finite log-probabilities', () => {
    for (let place = 0; place < analysis.ids.length; place++) {
      const own = analysis.classProbabilities.subarray(place * CLASS_COUNT, (place + 1) * CLASS_COUNT)
      expect(Math.abs(sum(own) - 1)).toBeLessThan(1e-9)
    }
    expect(analysis.logProbabilities.every((value) => Number.isFinite(value) && value < 0)).toBe(true)
  })

  test('gives the same classes without the log-probabilities', () => {
    const { logProbabilities: _, ...classes } = analysis
    expect(model.readClasses(PROMPT, response)).toEqual(classes)
  })

  test('counts the tokens of each class beyond those expected', () => {
    const expected = new Float64Array(CLASS_COUNT)
    analysis.classes.forEach((tokenClass, place) => {
      expected[tokenClass] = (expected[tokenClass] ?? 0) + 1
      for (let index = 0; index < CLASS_COUNT; index++)
        expected[index] = (expected[index] ?? 0) - (analysis.classProbabilities[place * CLASS_COUNT + index] ?? 0)
    })
    expected.forEach((surplus, index) => {
      expect(analysis.classSurplus[index]).toBeCloseTo(surplus, 9)
    })
  })

  test('ends with the end of the response, the only token of an empty one', () => {
    expect(analysis.ids.at(-1)).toBe(model.tokenizer.endOfResponse)
    expect([...model.analyse(PROMPT, '').ids]).toEqual([model.tokenizer.endOfResponse])
  })
})

test('text like the training text is likelier than other text of the same length', () => {
  const model = new ReferenceModel(TEXTS)
  const like = model.analyse('', 'we think the answer is very').logProbabilities
  const unlike = model.analyse('', 'xq zvkj qwe rtzuio ba zzzz').logProbabilities
  expect(sum(like)).toBeGreaterThan(sum(unlike))
})

test('a token of the post gains what the post repeats of it, at least', () => {
  const model = new ReferenceModel(TEXTS)
  const { logProbabilities } = model.analyse('cat', 'cat')
  expect(model.tokenizer.encode('cat')).toHaveLength(1)
  expect(Math.exp(logProbabilities[0] ?? 0)).toBeGreaterThan(PROMPT_CACHE_SHARE)
})
