import { expect, test } from 'vitest'
import { clusterOrder } from './cluster-order'
import { createRandom } from './random'

test('puts items on a line beside their neighbours', () => {
  const places = [0, 50, 1, 52, 2, 90, 51]
  const order = clusterOrder(places.length, (left, right) => Math.abs((places[left] ?? 0) - (places[right] ?? 0)))
  const line = order.map((item) => places[item] ?? 0)
  expect(line[0] === 0 ? line : line.toReversed()).toEqual([0, 1, 2, 50, 51, 52, 90])
})

test('merges by the mean distance, not by the least or the largest', () => {
  // 0 and 1 merge at 1; then 2 is 5 from them on average (least 2, largest 8) and 4 from 3, which therefore merges first.
  const table: Record<string, number> = { '0,1': 1, '0,2': 2, '1,2': 8, '2,3': 4, '0,3': 9, '1,3': 9 }
  const order = clusterOrder(4, (left, right) => table[[left, right].toSorted().join(',')] ?? 0)
  expect([order.slice(0, 2).toSorted(), order.slice(2).toSorted()]).toEqual([
    [0, 1],
    [2, 3],
  ])
  expect(order).toEqual([1, 0, 2, 3])
})

test('gives every item once, and the same order for the same distances', () => {
  const random = createRandom(4)
  const table = Array.from({ length: 90 * 90 }, () => Math.round(random() * 4) / 4)
  const distance = (left: number, right: number) => table[Math.min(left, right) * 90 + Math.max(left, right)] ?? 0
  const order = clusterOrder(90, distance)
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 90 }, (_, item) => item))
  expect(clusterOrder(90, distance)).toEqual(order)
})

test('takes none and one', () => {
  expect(clusterOrder(0, () => 0)).toEqual([])
  expect(clusterOrder(1, () => 0)).toEqual([0])
})
