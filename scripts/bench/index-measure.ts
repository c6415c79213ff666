import type { DirectionPlanes } from '@/lib/core/direction'
import { createDirectionIndex, type DirectionIndex } from '@/lib/core/direction-index'
import { createKernel } from '@/lib/core/direction-index-kernel'
import { createPlainKernel } from '@/lib/core/direction-index-plain-kernel'
import type { PlanesBatch } from '@/lib/core/direction-index-rows'
import { createRandom } from '@/lib/core/random'
import { BATCH_ROWS, makeBatch, targetOf } from './index-data'
import { listQuestions } from './index-questions'
import { type Sizes, summarise, type Timing } from './index-report'

/** The same rows in an index on each kernel. */
export interface BenchIndexes {
  readonly simd: DirectionIndex
  readonly plain: DirectionIndex
  readonly targets: readonly DirectionPlanes[]
  readonly buildMs: number
}

/** Fills both indexes; `onBatch` sees the rows too. */
export function buildIndexes(
  { rows, seed }: Sizes,
  onBatch: (batch: PlanesBatch) => void = () => undefined,
): BenchIndexes {
  const random = createRandom(seed)
  const simd = createDirectionIndex(createKernel())
  const plain = createDirectionIndex(createPlainKernel())
  const targets: DirectionPlanes[] = []
  let buildMs = 0
  for (let rowStart = 0; rowStart < rows; rowStart += BATCH_ROWS) {
    const batch = makeBatch(rowStart, Math.min(BATCH_ROWS, rows - rowStart), random)
    for (let step = 0; step < 6; step++) targets.push(targetOf(batch, Math.floor(random() * batch.hasDirection.length)))
    buildMs += timed(() => simd.append(batch)).ms
    plain.append(batch)
    onBatch(batch)
  }
  return { simd, plain, targets, buildMs }
}

/** Rounds of a question: the plain kernel answers fewer, and long questions are asked less often. */
const ROUNDS_OF = { simd: 1, plain: 0.2 } as const
const LONG_QUESTION = /^co-occurrence$/

/**
 * Times every question on both kernels, interleaved so that they share whatever else the machine does; `compare` may
 * answer one too. Throws where two answers differ.
 */
export function measureQuestions(
  { simd, plain, targets }: BenchIndexes,
  rounds: number,
  compare: (name: string, round: number) => string | null = () => null,
): Timing[] {
  return listQuestions(targets).flatMap(({ name, ask }) => {
    const durations = { simd: [] as number[], plain: [] as number[], duckdb: [] as number[] }
    const many = LONG_QUESTION.test(name) ? Math.ceil(rounds / 4) : rounds
    ask(simd, 0)
    for (let round = 0; round < many; round++) {
      const ours = timed(() => ask(simd, round))
      durations.simd.push(ours.ms)
      if (round < many * ROUNDS_OF.plain) {
        const slow = timed(() => ask(plain, round))
        durations.plain.push(slow.ms)
        if (slow.value !== ours.value) throw new Error(`The kernels differ on ${name}, round ${round}`)
      }
      const theirs = round < many / 3 ? timed(() => compare(name, round)) : null
      if (!theirs || theirs.value === null) continue
      durations.duckdb.push(theirs.ms)
      if (theirs.value !== ours.value) throw new Error(`DuckDB differs on ${name}, round ${round}`)
    }
    return [
      summarise(`${name}, ${simd.kernel} kernel`, durations.simd),
      summarise(`${name}, plain kernel`, durations.plain),
      ...(durations.duckdb.length > 0 ? [summarise(`${name}, DuckDB-WASM`, durations.duckdb)] : []),
    ]
  })
}

function timed<Value>(work: () => Value): { readonly value: Value; readonly ms: number } {
  const start = performance.now()
  const value = work()
  return { value, ms: performance.now() - start }
}
