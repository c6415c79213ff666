import { expect, test } from 'vitest'
import { makeUpRows } from './made-up-rows.fixture'
import { ReferenceModel } from './reference-model'
import { ReferenceScores } from './reference-scores'

const ROWS = makeUpRows(30, 10, 1)
const MODEL = new ReferenceModel(ROWS.flatMap((row) => [row.chosen, row.rejected]))

test('gives the sum of the log-probabilities and the number of tokens, the same again', () => {
  const scores = new ReferenceScores(MODEL)
  for (const { prompt, chosen } of ROWS) {
    const { ids, logProbabilities } = MODEL.analyse(prompt, chosen)
    const score = scores.score(prompt, chosen)
    expect(score.tokens).toBe(ids.length)
    expect(score.logProbability).toBeCloseTo(
      logProbabilities.reduce((sum, value) => sum + value, 0),
      9,
    )
    expect(scores.score(prompt, chosen, ids)).toBe(score)
  }
})

test('keeps post and response apart', () => {
  const scores = new ReferenceScores(MODEL)
  expect(scores.score('we', ' think')).not.toEqual(scores.score('we think', ''))
})

test('gives the same numbers after forgetting', () => {
  const scores = new ReferenceScores(MODEL, 3)
  const first = ROWS.map(({ prompt, chosen }) => scores.score(prompt, chosen))
  expect(ROWS.map(({ prompt, chosen }) => scores.score(prompt, chosen))).toEqual(first)
})
