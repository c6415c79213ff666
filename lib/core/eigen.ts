/** An eigenvalue of a symmetric matrix with its eigenvector. */
export interface EigenPair {
  readonly value: number
  /** Of length 1. Its entry that is largest without its sign is positive, the first of equally large ones. */
  readonly vector: Float64Array
}

/** Sweeps over all pairs of rows; a matrix of 90 rows needs some 8. */
const MOST_SWEEPS = 60

/**
 * All eigenvalues of a symmetric matrix of `size` rows, largest first, with their eigenvectors. Only entries on and above
 * the diagonal are read. The same matrix always gives the same answer. Throws `RangeError` for entries that are no finite
 * numbers or a length other than `size`².
 * Source: the cyclic Jacobi method (Golub and Van Loan, Matrix Computations, 8.5).
 */
export function eigenSymmetric(matrix: Float64Array, size: number): readonly EigenPair[] {
  if (matrix.length !== size ** 2) throw new RangeError(`${matrix.length} entries are no matrix of ${size} rows`)
  if (!matrix.every(Number.isFinite)) throw new RangeError('An entry of the matrix is no finite number')
  const a = Float64Array.from(matrix, (entry, at) => {
    const [row, column] = [Math.floor(at / size), at % size]
    return row <= column ? entry : (matrix[column * size + row] ?? 0)
  })
  const vectors = Float64Array.from(a, (_, at) => (at % (size + 1) === 0 ? 1 : 0))
  const norm = Math.hypot(...a)
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > norm * 1e-15; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q)
  return Array.from({ length: size }, (_, at) => ({
    value: a[at * (size + 1)] ?? 0,
    vector: faceForward(vectors.slice(at * size, (at + 1) * size)),
  })).sort((left, right) => right.value - left.value)
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0
  for (let row = 0; row < size; row++)
    for (let column = row + 1; column < size; column++) sum += (a[row * size + column] ?? 0) ** 2
  return Math.sqrt(2 * sum)
}

/** Turns rows and columns `p` and `q` so that the entry where they meet becomes 0; rows of `vectors` turn with them. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const meeting = a[p * size + q] ?? 0
  if (meeting === 0) return
  const theta = ((a[q * (size + 1)] ?? 0) - (a[p * (size + 1)] ?? 0)) / (2 * meeting)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (let at = 0; at < size * size; at += size) turn(a, at + p, at + q, cosine, sine)
  for (let at = 0; at < size; at++) {
    turn(a, p * size + at, q * size + at, cosine, sine)
    turn(vectors, p * size + at, q * size + at, cosine, sine)
  }
  a[p * size + q] = 0
  a[q * size + p] = 0
}

function turn(values: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const x = values[first] ?? 0
  const y = values[second] ?? 0
  values[first] = cosine * x - sine * y
  values[second] = sine * x + cosine * y
}

function faceForward(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) + 1e-12 ? entry : best), 0)
  return largest < 0 ? vector.map((entry) => (entry === 0 ? 0 : -entry)) : vector
}
