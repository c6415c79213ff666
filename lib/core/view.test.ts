import { describe, expect, test } from 'vitest'
import { TEXT_FIELDS } from './columns'
import { EVERY_ROW } from './filter'
import { createRandom } from './random'
import { randomFilter } from './random-filter'
import { DEFAULT_VIEW, describeViewProblem, formatView, parseView, SORT_KEYS, VIEW_COLUMNS, type View } from './view'

const HASH = '0123456789abcdef0123456789abcdef'

describe('formatView and parseView', () => {
  test('the default view is the empty address', () => {
    expect(formatView(DEFAULT_VIEW)).toBe('')
    expect(parseView(new URLSearchParams())).toEqual({ ...DEFAULT_VIEW, problems: [] })
  })

  test('an address can be read by people', () => {
    const view: View = {
      source: 'hf://datasets/JinaLeejnl/AlignX',
      filter: {
        kind: 'all',
        filters: [
          { kind: 'direction', dimension: 'openness', pole: 'positive' },
          { kind: 'text', query: 'green tea & milk', fields: TEXT_FIELDS.map(({ key }) => key) },
        ],
      },
      sort: { key: 'prompt_length', descending: true },
      answers: 'server',
      row: HASH,
      equaliser: { order: 'lift', search: 'need for' },
      columns: ['id', 'prompt', 'direction'],
    }
    const text = formatView(view)
    expect(text).toBe(
      `source=hf://datasets/JinaLeejnl/AlignX&f=1:openness.positive,text:green+tea+%26+milk&sort=prompt_length&desc=1&order=lift&find=need+for&columns=id,prompt,direction&answers=server&row=${HASH}`,
    )
    expect(parseView(new URLSearchParams(text))).toEqual({ ...view, problems: [] })
    expect(parseView(Object.fromEntries(new URLSearchParams(text)))).toEqual({ ...view, problems: [] })
  })

  test('2,000 random views come back unchanged', () => {
    const random = createRandom(99)
    const texts = ['tea', 'a&b=c', '+plus %41', '#hash?', 'ü☕\u0000', '"<script>"', "it's"]
    const pick = <Choice>(choices: readonly Choice[]): Choice | undefined =>
      choices[Math.floor(random() * choices.length)]
    for (let round = 0; round < 2000; round++) {
      const view: View = {
        source: pick([null, 'sample', 'https://a.example/x y?z=1&w=+', ...texts]) ?? null,
        filter: randomFilter(random, {
          kinds: ['direction', 'neutral', 'history', 'range', 'missing', 'text', 'words', 'shard', 'run', 'selection'],
          texts,
          runs: ['r-1'],
          selections: ['9f86d081884c7d65'],
          shards: 9,
          largest: 900,
          depth: 4,
        }),
        sort: { key: pick(SORT_KEYS) ?? 'row_number', descending: random() < 0.5 },
        answers: pick([null, 'tab', 'server'] as const) ?? null,
        row: random() < 0.5 ? null : HASH,
        equaliser: {
          order: pick(['group', 'share', 'lift', 'index'] as const) ?? 'group',
          search: pick(['', ...texts]) ?? '',
        },
        columns: random() < 0.5 ? null : VIEW_COLUMNS.filter((_, at) => at === 0 || random() < 0.5),
      }
      const text = formatView(view)
      expect(parseView(new URLSearchParams(text))).toEqual({ ...view, problems: [] })
      expect(new URL(`https://a.example/explore?${text}`).search).toBe(
        text === '' ? '' : `?${text.replaceAll("'", '%27')}`,
      )
    }
  })

  test('what cannot be read is named and the rest opens', () => {
    const view = parseView(
      new URLSearchParams(
        `f=1:mood.high,openness.positive&sort=beauty&desc=yes&row=12&order=size&columns=prompt,soul&utm=1`,
      ),
    )
    expect(view.filter).toEqual({
      kind: 'all',
      filters: [{ kind: 'direction', dimension: 'openness', pole: 'positive' }],
    })
    expect(view.sort).toEqual({ key: 'row_number', descending: false })
    expect([view.row, view.columns, view.equaliser.order]).toEqual([null, null, 'group'])
    expect(view.problems.map(({ param }) => param).sort()).toEqual(['columns', 'desc', 'f', 'order', 'row', 'sort'])
    expect(view.problems.map(describeViewProblem).every((words) => words.startsWith('The address asks for '))).toBe(
      true,
    )
  })

  test('a repeated parameter counts once, as pages receive it', () => {
    expect(parseView({ source: ['a', 'b'], f: undefined })).toEqual({
      ...DEFAULT_VIEW,
      source: 'a',
      filter: EVERY_ROW,
      problems: [],
    })
  })
})
