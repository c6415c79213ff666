import type { ProjectProgress } from '@/lib/core/annotation/reports'

/** A project's progress in all. */
export interface ProgressSum {
  readonly done: number
  readonly wanted: number
  readonly complete: number
  readonly items: number
  /** The median over people of their median active time at an item, in ms; `null` where no time is known. */
  readonly medianMs: number | null
  readonly timeNote: string
}

/** Sums the work of all queues; annotations above an item's overlap fill no other item's seats. */
export function prepareProgress({ queues, annotators }: ProjectProgress): ProgressSum {
  const work = queues.filter(({ purpose }) => purpose === 'work')
  const times = annotators.flatMap(({ activeMs }) => (activeMs.median === null ? [] : [activeMs.median]))
  const timed = sum(annotators.map(({ activeMs }) => activeMs.n))
  return {
    done: sum(work.map(({ annotations, seats }) => Math.min(annotations, seats ?? 0))),
    wanted: sum(work.map(({ seats }) => seats ?? 0)),
    complete: sum(work.map(({ complete }) => complete)),
    items: sum(work.map(({ items }) => items)),
    medianMs: median(times),
    timeNote: timed === 0 ? 'no time is known' : `median of people, n = ${timed}`,
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
