import type { Queue } from '@/lib/core/annotation/queue'
import type { ProjectProgress } from '@/lib/core/annotation/reports'

/** How far an annotator is, and the project around them. */
export interface DeskProgress {
  readonly done: number
  readonly skipped: number
  /** Items that the annotator may get at most, gold and training among them; `null` where no open queue limits it. */
  readonly share: number | null
  /** Answers given and wanted in the work of the whole project. */
  readonly project: { readonly done: number; readonly wanted: number }
  /** Median time at an item in milliseconds; `null` for none. */
  readonly medianMs: number | null
}

/** Sums up what the project's progress and queues say about one annotator. */
export function prepareDeskProgress(who: string, progress: ProjectProgress, queues: readonly Queue[]): DeskProgress {
  const own = progress.annotators.find(({ id }) => id === who)
  const work = progress.queues.filter(({ seats }) => seats !== null)
  const open = queues.filter(({ status }) => status === 'open')
  const isLimited = open.some(({ purpose, share, items }) => purpose === 'work' && share !== null && share < items)
  return {
    done: own?.done ?? 0,
    skipped: own?.skipped ?? 0,
    share: isLimited
      ? open.reduce(
          (sum, { purpose, share, items }) => sum + (purpose === 'work' ? Math.min(share ?? items, items) : items),
          0,
        )
      : null,
    project: {
      done: work.reduce((sum, { annotations }) => sum + annotations, 0),
      wanted: work.reduce((sum, { seats }) => sum + (seats ?? 0), 0),
    },
    medianMs: own?.activeMs.median ?? null,
  }
}
