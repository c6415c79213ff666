/** A dense square matrix, row by row. */
export interface SquareMatrix {
  readonly size: number
  readonly values: Float64Array
}

/** The lower Cholesky factor, or `null` when the matrix is not positive definite. */
export function factorise({ size, values }: SquareMatrix): SquareMatrix | null {
  const factor = new Float64Array(size * size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = values[row * size + column] ?? 0
      for (let k = 0; k < column; k++) sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0)
      if (row !== column) factor[row * size + column] = sum / (factor[column * size + column] ?? 1)
      else if (sum <= 0) return null
      else factor[row * size + row] = Math.sqrt(sum)
    }
  return { size, values: factor }
}

/**
 * The nearest correlation matrix whose eigenvalues are at least `floor`, by alternating projections with Dykstra's
 * correction (Higham 2002). The input is symmetric with a unit diagonal.
 */
export function nearestCorrelation(matrix: SquareMatrix, floor: number, rounds = 40): SquareMatrix {
  const { size } = matrix
  let current = Float64Array.from(matrix.values)
  const correction = new Float64Array(size * size)
  for (let round = 0; round < rounds; round++) {
    const shifted = current.map((value, place) => value - (correction[place] ?? 0))
    const projected = clipEigenvalues({ size, values: shifted }, floor)
    for (let place = 0; place < correction.length; place++)
      correction[place] = (projected[place] ?? 0) - (shifted[place] ?? 0)
    current = projected
    for (let row = 0; row < size; row++) current[row * size + row] = 1
    if (factorise({ size, values: current })) break
  }
  return { size, values: current }
}

function clipEigenvalues(matrix: SquareMatrix, floor: number): Float64Array<ArrayBuffer> {
  const { size } = matrix
  const { eigenvalues, vectors } = diagonalise(matrix)
  const result = new Float64Array(size * size)
  for (let k = 0; k < size; k++) {
    const eigenvalue = Math.max(eigenvalues[k] ?? 0, floor)
    for (let row = 0; row < size; row++) {
      const left = eigenvalue * (vectors[row * size + k] ?? 0)
      for (let column = 0; column < size; column++)
        result[row * size + column] = (result[row * size + column] ?? 0) + left * (vectors[column * size + k] ?? 0)
    }
  }
  return result
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations. */
function diagonalise(matrix: SquareMatrix): { eigenvalues: Float64Array; vectors: Float64Array } {
  const { size } = matrix
  const a = Float64Array.from(matrix.values)
  const vectors = new Float64Array(size * size)
  for (let row = 0; row < size; row++) vectors[row * size + row] = 1
  for (let sweep = 0; sweep < 12; sweep++) {
    let off = 0
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const apq = a[p * size + q] ?? 0
        off += apq * apq
        if (Math.abs(apq) > 1e-14) rotate(a, vectors, size, p, q)
      }
    if (off < 1e-18) break
  }
  return { eigenvalues: Float64Array.from({ length: size }, (_, k) => a[k * size + k] ?? 0), vectors }
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * (a[p * size + q] ?? 1))
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(t * t + 1)
  const sine = t * cosine
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, cosine, sine)
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, cosine, sine)
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine)
}

function turn(values: Float64Array, left: number, right: number, cosine: number, sine: number): void {
  const x = values[left] ?? 0
  const y = values[right] ?? 0
  values[left] = cosine * x - sine * y
  values[right] = sine * x + cosine * y
}
