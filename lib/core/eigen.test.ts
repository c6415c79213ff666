import { describe, expect, test } from 'vitest'
import { eigenSymmetric } from './eigen'
import { createRandom } from './random'

function symmetric(size: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const matrix = new Float64Array(size ** 2)
  for (let row = 0; row < size; row++)
    for (let column = row; column < size; column++) {
      const entry = random() * 2 - 1
      matrix[row * size + column] = entry
      matrix[column * size + row] = entry
    }
  return matrix
}

describe('eigenSymmetric', () => {
  test('gives the eigenvalues of a matrix that can be worked out by hand', () => {
    // The characteristic polynomial of the second difference matrix of 3 rows has the roots 2 and 2 +- sqrt(2).
    const pairs = eigenSymmetric(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3)
    expect(pairs.map(({ value }) => value)).toEqual([
      expect.closeTo(2 + Math.SQRT2, 12),
      expect.closeTo(2, 12),
      expect.closeTo(2 - Math.SQRT2, 12),
    ])
    const [first, second] = pairs.map(({ vector }) => [...vector])
    expect(first).toEqual([-0.5, Math.SQRT1_2, -0.5].map((entry) => expect.closeTo(entry, 12)))
    expect(second).toEqual([Math.SQRT1_2, 0, -Math.SQRT1_2].map((entry) => expect.closeTo(entry, 12)))
  })

  test('vectors are orthonormal and put the matrix together again, at 90 rows', () => {
    const size = 90
    const matrix = symmetric(size, 4)
    const pairs = eigenSymmetric(matrix, size)
    expect(pairs.map(({ value }) => value)).toEqual(pairs.map(({ value }) => value).sort((a, b) => b - a))
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const sum = (each: (at: number) => number) => pairs.reduce((total, _, at) => total + each(at), 0)
        const entry = (at: number, place: number) => pairs[at]?.vector[place] ?? 0
        expect(sum((at) => (pairs[at]?.value ?? 0) * entry(at, row) * entry(at, column))).toBeCloseTo(
          matrix[row * size + column] ?? 0,
          10,
        )
        expect(sum((at) => entry(row, at) * entry(column, at))).toBeCloseTo(row === column ? 1 : 0, 10)
      }
  })

  test('the same matrix gives the same answer to the last bit, whatever stands below the diagonal', () => {
    const matrix = symmetric(20, 9)
    const upper = matrix.map((entry, at) => (Math.floor(at / 20) > at % 20 ? 99 : entry))
    expect(eigenSymmetric(upper, 20)).toEqual(eigenSymmetric(matrix, 20))
  })

  test('a matrix of nothing has nothing, and zeros have the axes', () => {
    expect(eigenSymmetric(new Float64Array(0), 0)).toEqual([])
    expect(eigenSymmetric(new Float64Array(4), 2).map(({ vector }) => [...vector])).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  test.each([
    ['a length that is no square of the size', new Float64Array(5), 2],
    ['an entry that is no number', Float64Array.of(1, Number.NaN, 0, 1), 2],
  ])('refuses %s', (_, matrix, size) => {
    expect(() => eigenSymmetric(matrix, size)).toThrow(RangeError)
  })
})
