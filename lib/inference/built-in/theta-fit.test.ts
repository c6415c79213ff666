import { describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { makeUpRows } from './made-up-rows.fixture'
import { ReferenceModel } from './reference-model'
import { type Evidence, evidenceObjective, fitTheta } from './theta-fit'
import { tilt, tiltedLogProbabilities } from './tilt'
import { CLASS_COUNT, TOKEN_CLASSES } from './token-classes'

const ROWS = makeUpRows(60, 20, 2)
const MODEL = new ReferenceModel(ROWS.flatMap((row) => [row.chosen, row.rejected]))
const random = createRandom(5)
const THETA = Float64Array.from({ length: CLASS_COUNT }, () => 2 * random() - 1)
const ANALYSIS = MODEL.analyse('A post', ROWS[0]?.chosen ?? '')

function evidenceOf(row: number): Evidence {
  const { ugc = [], pairs = [] } = ROWS[row] ?? {}
  return {
    comments: ugc.map((item) => MODEL.analyse(item.prompt, item.comment)),
    pairs: pairs.map((item) => ({
      chosen: MODEL.analyse(item.prompt, item.chosen),
      rejected: MODEL.analyse(item.prompt, item.rejected),
    })),
  }
}

/** Central differences of `value` at `point`. */
function differentiate(value: (point: Float64Array) => number, point: Float64Array): number[] {
  return Array.from(point, (_, index) => {
    const shifted = (by: number) => value(point.map((weight, place) => (place === index ? weight + by : weight)))
    return (shifted(1e-5) - shifted(-1e-5)) / 2e-5
  })
}

describe('tilt', () => {
  test('makes a distribution: over all next tokens the policy sums to 1', () => {
    const { nGrams, tokenizer } = MODEL
    for (const text of ['', 'we think', 'unseen start']) {
      const context = nGrams.start()
      for (const id of tokenizer.encode(text)) context.advance(id)
      const all = MODEL.readClasses('', text).classProbabilities
      const classes = all.subarray(all.length - CLASS_COUNT)
      let total = 0
      for (let token = 0; token < tokenizer.size; token++) {
        const probability = context.copy().advance(token)
        const tokenClass = nGrams.classes[token] ?? 0
        const one = {
          ...ANALYSIS,
          ids: Int32Array.of(token),
          classes: Uint8Array.of(tokenClass),
          classProbabilities: classes,
        }
        total += probability * Math.exp(tilt(one, THETA))
      }
      expect(Math.abs(total - 1)).toBeLessThan(1e-9)
    }
  })

  test('has the gradient of finite differences', () => {
    const gradient = new Float64Array(CLASS_COUNT)
    tilt(ANALYSIS, THETA, gradient)
    const expected = differentiate((theta) => tilt(ANALYSIS, theta), THETA)
    expected.forEach((slope, index) => {
      expect(gradient[index]).toBeCloseTo(slope, 6)
    })
  })

  test('is 0 where theta is, with the gradient that is known there', () => {
    const known = new Float64Array(CLASS_COUNT)
    const counted = new Float64Array(CLASS_COUNT)
    expect(tilt(ANALYSIS, new Float64Array(CLASS_COUNT), known)).toBe(0)
    // So near zero that the normalisers are counted, and are 1.
    expect(tilt(ANALYSIS, new Float64Array(CLASS_COUNT).fill(1e-14), counted)).toBeCloseTo(0, 10)
    known.forEach((slope, index) => {
      expect(slope).toBeCloseTo(counted[index] ?? 0, 9)
    })
  })

  test('is the sum over tokens, also for normalisers far from 1', () => {
    for (const scale of [1, 60]) {
      const theta = THETA.map((weight) => scale * weight)
      const policy = tiltedLogProbabilities(ANALYSIS, theta).reduce((sum, value) => sum + value, 0)
      const reference = ANALYSIS.logProbabilities.reduce((sum, value) => sum + value, 0)
      expect(policy - reference).toBeCloseTo(tilt(ANALYSIS, theta), 8)
    }
  })
})

describe('fitTheta', () => {
  test('climbs an objective whose gradient is right', () => {
    const gradient = new Float64Array(CLASS_COUNT)
    const evidence = evidenceOf(0)
    evidenceObjective(evidence, THETA, gradient)
    const expected = differentiate((theta) => evidenceObjective(evidence, theta, new Float64Array(CLASS_COUNT)), THETA)
    expected.forEach((slope, index) => {
      expect(gradient[index]).toBeCloseTo(slope, 6)
    })
  })

  test.each(
    ROWS.slice(0, 8)
      .map((row, index) => [index, row.pairs.length] as const)
      .filter(([, pairs]) => pairs > 0),
  )('row %i: ends near the top', (row) => {
    const evidence = evidenceOf(row)
    const gradient = new Float64Array(CLASS_COUNT)
    const theta = fitTheta(evidence) ?? new Float64Array(CLASS_COUNT)
    const value = evidenceObjective(evidence, theta, gradient)
    expect(value).toBeGreaterThan(
      evidenceObjective(evidence, new Float64Array(CLASS_COUNT), new Float64Array(CLASS_COUNT)),
    )
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(0.05)
  })

  test('learns exclamation marks from who chooses them, and the reverse', () => {
    const place = TOKEN_CLASSES.indexOf('exclamation mark')
    expect(fitTheta(evidenceOf(0))?.[place]).toBeGreaterThan(0.1)
    expect(fitTheta(evidenceOf(1))?.[place]).toBeLessThan(-0.1)
  })

  test('stays finite for a very long history', () => {
    const long = MODEL.analyse('', 'we think! '.repeat(3000))
    const short = MODEL.analyse('', 'the answer is.')
    const theta = fitTheta({ comments: [long, long], pairs: Array(20).fill({ chosen: long, rejected: short }) })
    expect(theta?.every(Number.isFinite)).toBe(true)
  })

  test('is null without evidence', () => {
    expect(fitTheta({ comments: [], pairs: [] })).toBeNull()
  })
})
