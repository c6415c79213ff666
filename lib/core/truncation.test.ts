import { describe, expect, test } from 'vitest'
import { renderPrompt } from './prompts'
import { describeCut, prepareScoringTokens, TOKEN_LIMIT, truncateLeft } from './truncation'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('truncateLeft', () => {
  test.each([
    [0, 0],
    [7679, 0],
    [7680, 1],
    [9000, 1321],
  ])('of %d tokens cuts %d from the left', (count, cut) => {
    const truncated = truncateLeft(range(count))
    expect(truncated.cut).toBe(cut)
    expect(truncated.ids).toEqual(range(count).slice(cut))
  })

  test.each([0, -1, 1.5, Number.NaN])('refuses the limit %d', (limit) => {
    expect(() => truncateLeft([1], limit)).toThrow(RangeError)
  })
})

describe('prepareScoringTokens', () => {
  test('adds BOS and EOS after cutting, so that neither is cut', () => {
    const tokens = prepareScoringTokens(range(8000), range(9000), { bos: -1, eos: -2 })
    expect(tokens.promptIds).toHaveLength(1 + TOKEN_LIMIT)
    expect(tokens.promptIds[0]).toBe(-1)
    expect(tokens.promptIds.at(-1)).toBe(7999)
    expect(tokens.responseIds).toHaveLength(TOKEN_LIMIT + 1)
    expect(tokens.responseIds.slice(-2)).toEqual([8999, -2])
    expect([tokens.promptTokensCut, tokens.responseTokensCut]).toEqual([321, 1321])
  })

  test('scores an empty response by its EOS alone, and leaves BOS out where the model has none', () => {
    expect(prepareScoringTokens([5], [], { bos: null, eos: 9 })).toEqual({
      promptIds: [5],
      responseIds: [9],
      promptTokensCut: 0,
      responseTokensCut: 0,
    })
  })
})

describe('describeCut', () => {
  const { text, parts } = renderPrompt('pba', 'a post', { ugc: [], pairs: [], demographics: null, profile: 'Young' })
  const starts = range(text.length)
  const place = (needle: string) => text.indexOf(needle)

  test('says nothing for no cut', () => {
    expect(describeCut(parts, starts, 0)).toEqual([])
  })

  test('names parts cut wholly and in part, the post before the profile', () => {
    expect(describeCut(parts, starts, 10)).toEqual([{ kind: 'system', cut: 'some' }])
    expect(describeCut(parts, starts, place('post\n\n***User'))).toEqual([
      { kind: 'system', cut: 'all' },
      { kind: 'header', cut: 'all' },
      { kind: 'task', cut: 'some' },
    ])
    expect(describeCut(parts, starts, place('***User Pref'))).toEqual([
      { kind: 'system', cut: 'all' },
      { kind: 'header', cut: 'all' },
      { kind: 'task', cut: 'all' },
    ])
  })

  test('names everything when no token is left', () => {
    expect(describeCut(parts, starts, text.length).every((part) => part.cut === 'all')).toBe(true)
    expect(describeCut(parts, starts, text.length)).toHaveLength(parts.length)
  })
})
