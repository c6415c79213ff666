import { describe, expect, test } from 'vitest'
import { makeUpRows } from './made-up-rows.fixture'
import { describeModel } from './model-description'
import { MAX_TRAINING_BYTES, planTraining } from './training-plan'

const ROWS = makeUpRows(60, 13, 6)

describe('planTraining', () => {
  test('no fold learns from a post that it scores', () => {
    const plan = planTraining(ROWS, 1, 'profile-given')
    expect(plan.folds).toHaveLength(5)
    for (const { fold, texts, rows } of plan.folds) {
      const held = ROWS.filter((row) => plan.foldOfPrompt.get(row.prompt) === fold)
      const kept = ROWS.filter((row) => plan.foldOfPrompt.get(row.prompt) !== fold)
      expect(held.length).toBeGreaterThan(0)
      expect(new Set(texts)).toEqual(new Set(kept.flatMap((row) => [row.chosen, row.rejected])))
      expect(rows).toHaveLength(kept.length)
      expect(rows.filter((row) => plan.foldOfPrompt.get(row.prompt) === fold)).toEqual([])
    }
  })

  test('is the same for the same seed, and another for another', () => {
    expect(planTraining(ROWS, 1, 'pair')).toEqual(planTraining(ROWS, 1, 'pair'))
    expect(planTraining(ROWS, 2, 'pair').foldOfPrompt).not.toEqual(planTraining(ROWS, 1, 'pair').foldOfPrompt)
  })

  test.each([
    [0, 1, 'history'],
    [1, 1, 'history'],
    [2, 2, 'responses'],
    [4, 4, 'responses'],
    [9, 5, 'responses'],
  ] as const)('%i posts: %i folds, learning from %s', (posts, folds, source) => {
    const plan = planTraining(makeUpRows(posts * 2, Math.max(1, posts), 1), 1, 'pair')
    expect(plan.folds).toHaveLength(folds)
    expect(plan.source).toBe(source)
  })

  test('learns from a sample where there is too much text, and says so', () => {
    const long = 'word '.repeat(20_000)
    const rows = ROWS.map((row, index) => ({ ...row, chosen: `${long}${index}` }))
    const plan = planTraining(rows, 1, 'profile-given')
    for (const { texts, rows: kept, availableTextBytes, availableRows } of plan.folds) {
      expect(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(MAX_TRAINING_BYTES)
      expect(availableTextBytes).toBeGreaterThan(MAX_TRAINING_BYTES)
      expect(kept.length).toBeLessThan(availableRows)
    }
    const description = describeModel(plan, 'profile-given')
    expect(description.isSampled).toBe(true)
    expect(description.notes.join(' ')).toMatch(/seeded sample of 1\.0 MB of text a fold, out of \d\.\d MB/)
    expect(describeModel(planTraining(ROWS, 1, 'pair'), 'pair').isSampled).toBe(false)
  })
})
