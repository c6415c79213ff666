import { expect, test } from 'vitest'
import { createNarrowColumn, MISSING_FACET } from './narrow-column'
import { createRandom } from './random'

const ROWS = 40

test('a column without values is missing everywhere and takes a byte a row', () => {
  const column = createNarrowColumn(ROWS)
  const read = new Int32Array(ROWS)
  column.readInto(read)
  expect([...read]).toEqual(new Array(ROWS).fill(MISSING_FACET))
  expect(column.byteLength()).toBe(ROWS)
})

test.each([
  ['bytes', [0, 1, 254, MISSING_FACET], 1],
  ['the number that stands for none among bytes', [255, 0, MISSING_FACET], 2],
  ['negative numbers', [-1, 0, MISSING_FACET], 2],
  ['the ends of 16 bits', [-32_767, 32_767, MISSING_FACET], 2],
  ['the number that stands for none among 16 bits', [-32_768, MISSING_FACET], 4],
  ['a number above 16 bits', [32_768, MISSING_FACET], 4],
  ['the ends of 32 bits', [MISSING_FACET + 1, 2_147_483_647, MISSING_FACET], 4],
])('%s come back as they were written', (_, values, bytesPerRow) => {
  const column = createNarrowColumn(values.length)
  column.write(0, values, 0, values.length, null)
  const read = new Int32Array(values.length)
  column.readInto(read)
  expect([...read]).toEqual(values)
  expect(column.byteLength()).toBe(values.length * bytesPerRow)
})

test('what was written before stays when later values need more room', () => {
  const random = createRandom(7)
  const column = createNarrowColumn(ROWS)
  const expected = new Int32Array(ROWS).fill(MISSING_FACET)
  for (const reach of [200, 60_000, 4_000_000]) {
    for (let round = 0; round < 5; round++) {
      const values = Array.from({ length: 6 }, () => Math.floor((random() - (reach > 200 ? 0.5 : 0)) * reach))
      const row = Math.floor(random() * (ROWS - 4))
      column.write(row, values, 1, 5, values[2] ?? 0)
      for (let at = 1; at < 5; at++)
        expected[row + at - 1] = values[at] === values[2] ? MISSING_FACET : (values[at] ?? 0)
    }
    const read = new Int32Array(ROWS)
    column.readInto(read)
    expect(read).toEqual(expected)
  }
})
