import { expect, test } from 'vitest'
import { DIMENSION_COUNT, dimensionAt, GROUPS } from '@/lib/core/dimensions'
import { layOutStrip, ROW_STRIP, STRIP_ORDER, WIDE_STRIP } from './strip-layout'

test('a strip is as wide as it says: cells, the gaps inside groups and those between them', () => {
  expect(ROW_STRIP.width).toBe(90 * 2 + 4 * 4)
  expect(WIDE_STRIP.width).toBe(90 * 3 + 85 * 2 + 4 * 8)
  expect(layOutStrip(1, 0, 0).width).toBe(90)
})

test.each([
  ['row', ROW_STRIP, 0, 4],
  ['wide', WIDE_STRIP, 2, 8],
] as const)('the cells of the %s strip follow each other without overlap to its end', (_, strip, gap, groupGap) => {
  expect(strip.cells[0]?.x).toBe(0)
  strip.cells.slice(1).forEach((cell, at) => {
    const before = strip.cells[at]
    if (!before) throw new Error('Every later cell has one before it')
    expect(cell.x - before.x - strip.cellWidth).toBe(cell.group === before.group ? gap : groupGap)
  })
  expect((strip.cells.at(-1)?.x ?? 0) + strip.cellWidth).toBe(strip.width)
})

test('every dimension has one cell, in its group, in the order of the figure', () => {
  expect([...STRIP_ORDER].sort((a, b) => a - b)).toEqual(Array.from({ length: DIMENSION_COUNT }, (_, at) => at))
  expect([...new Set(ROW_STRIP.cells.map((cell) => cell.group))]).toEqual(GROUPS.map(({ key }) => key))
  for (const { index, group } of ROW_STRIP.cells) expect(dimensionAt(index).group).toBe(group)
  for (const { key } of GROUPS) {
    const places = STRIP_ORDER.map(dimensionAt).flatMap((d) => (d.group === key ? [d.figureOrder] : []))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})
