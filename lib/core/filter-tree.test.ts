import { describe, expect, test } from 'vitest'
import { allOf, asRoot, type Filter } from './filter'
import {
  appendTo,
  changeGroup,
  depthOf,
  filterAt,
  groupParts,
  moveAt,
  negate,
  removeAt,
  replaceAt,
  ungroupAt,
} from './filter-tree'
import { formatFilter, parseFilter } from './filter-url'

const read = (text: string): Filter => parseFilter(text).filter
const START = '1:shard.0,any(shard.1,!all(shard.2,shard.3)),shard.4'

test.each<[string, (root: Filter) => Filter, string]>([
  [
    'replaces',
    (root) => replaceAt(root, [1, 0], read('1:=shard.9')),
    '1:shard.0,any(shard.9,!all(shard.2,shard.3)),shard.4',
  ],
  [
    'replaces under a not',
    (root) => replaceAt(root, [1, 1, 1], read('1:=shard.9')),
    '1:shard.0,any(shard.1,!all(shard.2,shard.9)),shard.4',
  ],
  ['removes', (root) => removeAt(root, [0]), '1:any(shard.1,!all(shard.2,shard.3)),shard.4'],
  [
    'removes a group with its last part',
    (root) => removeAt(removeAt(root, [1, 1, 0]), [1, 1, 0]),
    '1:shard.0,any(shard.1),shard.4',
  ],
  ['removes everything', (root) => removeAt(root, []), ''],
  [
    'appends',
    (root) => appendTo(root, [1, 1], read('1:=shard.9')),
    '1:shard.0,any(shard.1,!all(shard.2,shard.3,shard.9)),shard.4',
  ],
  ['appends at the top', (root) => appendTo(root, [], read('1:=shard.9')), `${START},shard.9`],
  [
    'groups',
    (root) => groupParts(root, [], [0, 2], 'any'),
    '1:any(shard.0,shard.4),any(shard.1,!all(shard.2,shard.3))',
  ],
  [
    'groups within',
    (root) => groupParts(root, [1], [1], 'all'),
    '1:shard.0,any(shard.1,all(!all(shard.2,shard.3))),shard.4',
  ],
  ['groups nothing', (root) => groupParts(root, [], [], 'any'), START],
  ['ungroups', (root) => ungroupAt(root, [1]), '1:shard.0,shard.1,!all(shard.2,shard.3),shard.4'],
  ['leaves a negated group', (root) => ungroupAt(root, [1, 1]), START],
  ['leaves a condition', (root) => ungroupAt(root, [0]), START],
  [
    'changes a group',
    (root) => changeGroup(root, [1, 1], 'any'),
    '1:shard.0,any(shard.1,!any(shard.2,shard.3)),shard.4',
  ],
  ['moves down', (root) => moveAt(root, [0], 1), '1:any(shard.1,!all(shard.2,shard.3)),shard.0,shard.4'],
  ['moves up', (root) => moveAt(root, [1, 1, 1], -1), '1:shard.0,any(shard.1,!all(shard.3,shard.2)),shard.4'],
  ['does not move past the end', (root) => moveAt(root, [2], 1), START],
  ['leaves the root for a path to nowhere', (root) => replaceAt(root, [7, 1], read('1:=shard.9')), START],
])('%s', (_, change, expected) => {
  expect(formatFilter(change(read(START)))).toBe(expected)
})

describe('a not', () => {
  test('is put on and taken off', () => {
    const filter = read('1:=shard.1')
    expect(formatFilter(negate(filter))).toBe('1:=!shard.1')
    expect(negate(negate(filter))).toEqual(filter)
    expect(formatFilter(negate(read('1:=!!!shard.1')))).toBe('1:=shard.1')
  })

  test('is no step of a path', () => {
    expect(filterAt(read(START), [1, 1, 0])).toEqual({ kind: 'shard', shard: 2 })
    expect(filterAt(read(START), [0, 0])).toBeNull()
    expect(filterAt(read(START), [9])).toBeNull()
  })
})

test('the depth counts groups and negations', () => {
  expect(['1:=shard.1', '1:', '1:shard.1', START].map((text) => depthOf(read(text)))).toEqual(
    [0, 1, 1, 4].map((depth, at) => (at === 1 ? 1 : depth)),
  )
})

test('a filter that is no all is edited as an all of one', () => {
  expect(asRoot(read('1:=any(shard.1,shard.2)'))).toEqual(allOf([read('1:=any(shard.1,shard.2)')]))
})
