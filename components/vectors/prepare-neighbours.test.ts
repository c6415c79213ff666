import { expect, test } from 'vitest'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { describeStanding, refuseTarget, standingOf, tabulateNeighbours } from './prepare-neighbours'

function direction(...signs: Sign[]): Sign[] {
  return Array.from({ length: DIMENSION_COUNT }, (_, index) => signs[index] ?? 0)
}

const TARGET = direction(1, -1, 1, 0, -1)
const ROW = direction(1, 1, 0, -1, -1)

test('a row agrees, conflicts, lacks or adds a pole', () => {
  expect(TARGET.slice(0, 6).map((sign, at) => standingOf(sign, ROW[at] ?? 0))).toEqual([
    'agree',
    'conflict',
    'missing',
    'extra',
    'agree',
    'neutral',
  ])
  expect(describeStanding(TARGET, ROW)).toBe('agrees in 2: + Age, − Openness; conflicts in 1: + Gender')
})

test('a target that nothing can be near to is refused', () => {
  expect(refuseTarget(direction(), null)).toContain('neutral in all 90')
  expect(refuseTarget(direction(1), [0, ...Array(89).fill(1)])).toContain('weigh 0')
  expect(refuseTarget(direction(1), [2, ...Array(89).fill(0)])).toBeNull()
  expect(refuseTarget(TARGET, null)).toBeNull()
})

test('the table names what agrees and what conflicts', () => {
  const row = { rowNumber: 7, shard: 0, shardRow: 7, hash: 'f'.repeat(32), prompt: 'Tea?', direction: ROW }
  const near = { row: 7, agree: 2, conflict: 1, score: 1 }
  expect(tabulateNeighbours(TARGET, [{ ...row, near }]).rows).toMatchObject([
    { rank: 1, row: '0:7', score: 1, agree: 2, conflict: 1, agreeing: 'Age, Openness', conflicting: 'Gender' },
  ])
})
