import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT } from './dimensions'
import type { Sign } from './direction'
import { EVERY_ROW } from './filter'
import { MAP_DRAWINGS } from './map-view'
import { createRandom } from './random'
import { randomFilter } from './random-filter'
import { setWeight, spreadWeights } from './vector-weights'
import {
  COMPARED_SHARES,
  COMPARISON_ORDERS,
  DEFAULT_VECTORS_VIEW,
  DISTRIBUTION_ORDERS,
  formatVectorsView,
  NEIGHBOUR_MODES,
  POLE_PAIRS,
  parseVectorsView,
  RELATION_MEASURES,
  RELATION_ORDERS,
  RELATION_SIDES,
  VECTORS_TABS,
  type VectorsView,
} from './vectors-view'

const HASH = '0123456789abcdef0123456789abcdef'
const openness = { kind: 'direction', dimension: 'openness', pole: 'positive' } as const

describe('formatVectorsView and parseVectorsView', () => {
  test('the default view is the empty address', () => {
    expect(formatVectorsView(DEFAULT_VECTORS_VIEW)).toBe('')
    expect(parseVectorsView(new URLSearchParams())).toEqual({ ...DEFAULT_VECTORS_VIEW, problems: [] })
  })

  test('an address can be read by people', () => {
    const view: VectorsView = {
      ...DEFAULT_VECTORS_VIEW,
      tab: 'compare',
      filter: { kind: 'all', filters: [openness] },
      against: EVERY_ROW,
      neighbours: { target: { kind: 'row', hash: HASH }, weights: new Map([['interests', 0.5]]), mode: 'opposite' },
    }
    expect(formatVectorsView(view)).toBe(
      `tab=compare&f=1:openness.positive&g=1:=all()&target=${HASH}&weights=interests:0.5&mode=opposite`,
    )
  })

  test('500 random views survive the address', () => {
    const random = createRandom(21)
    const pick = <Value>(values: readonly Value[]): Value => {
      const value = values[Math.floor(random() * values.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    }
    const signs: readonly Sign[] = [-1, 0, 1]
    const filter = () =>
      randomFilter(random, {
        kinds: ['direction', 'history', 'range', 'text'],
        texts: ['tea (green), ~'],
        runs: [],
        shards: 2,
        largest: 900,
        depth: 3,
      })
    for (let round = 0; round < 500; round++) {
      const view: VectorsView = {
        source: pick([null, 'sample', 'hf://datasets/a/b']),
        answers: pick([null, 'tab', 'server']),
        filter: filter(),
        against: pick([null, EVERY_ROW, filter()]),
        tab: pick(VECTORS_TABS),
        search: pick(['', 'a + b', 'Likes & dislikes']),
        distribution: pick(DISTRIBUTION_ORDERS),
        relations: {
          measure: pick(RELATION_MEASURES),
          poles: pick(POLE_PAIRS),
          order: pick(RELATION_ORDERS),
          sides: pick(RELATION_SIDES),
        },
        compare: { shares: pick(COMPARED_SHARES), order: pick(COMPARISON_ORDERS) },
        neighbours: {
          target: pick([
            null,
            { kind: 'row', hash: HASH },
            { kind: 'direction', direction: Array.from({ length: DIMENSION_COUNT }, () => pick(signs)) },
          ]),
          weights: pick([new Map(), new Map([['interests', 0]]), new Map([['openness', 2.25]])]),
          mode: pick(NEIGHBOUR_MODES),
        },
        map: {
          axes: pick([
            [1, 2],
            [6, 3],
          ] as const),
          color: pick([
            { kind: 'filter' },
            { kind: 'dimension', dimension: 'openness' },
            { kind: 'group', group: 'interests' },
            { kind: 'facet', facet: 'pair_count' },
            { kind: 'run', run: 'run_1' },
          ]),
          drawing: pick(MAP_DRAWINGS),
          camera: pick([null, { x: -0.25, y: 3.5, zoom: 12.5 }]),
        },
      }
      expect(parseVectorsView(new URLSearchParams(formatVectorsView(view)))).toEqual({ ...view, problems: [] })
    }
  })

  test('names what cannot be read and goes on without it', () => {
    const view = parseVectorsView(
      new URLSearchParams(
        'tab=atlas&target=abc&weights=openness:11&g=1:nothing.there&measure=lift&axes=2,2&color=dimension:x&at=0,0,1e9',
      ),
    )
    expect(view).toMatchObject({ tab: 'distribution', relations: { measure: 'lift' }, neighbours: { target: null } })
    expect(view.problems.map(({ param }) => param).toSorted()).toEqual([
      'at',
      'axes',
      'color',
      'g',
      'tab',
      'target',
      'weights',
    ])
  })
})

describe('weights', () => {
  test('a dimension goes before its group, and the rest weighs 1', () => {
    const weights = setWeight(setWeight(new Map(), 'demographics-traits', 0.5), 'openness', 3)
    const spread = spreadWeights(weights)
    expect([spread?.[3], spread?.[4], spread?.[89]]).toEqual([0.5, 3, 1])
    expect(spreadWeights(setWeight(setWeight(weights, 'openness', null), 'demographics-traits', null))).toBeNull()
  })

  test('stay between 0 and 10', () => {
    expect(setWeight(new Map(), 'openness', 99).get('openness')).toBe(10)
    expect(setWeight(new Map(), 'openness', -1).get('openness')).toBe(0)
  })
})
