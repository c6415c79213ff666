'use client'
import { useEffect, useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import type { HealthExaminer } from '@/lib/core/health/health-examiner'
import type { HealthReport } from '@/lib/core/health/health-outcome'
import { examineRows } from '@/lib/dataset'

/** What an examination of the rows under a filter has come to. */
export type Examination =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running'; readonly rows: number; readonly rowsTotal: number | null }
  | { readonly phase: 'cancelled'; readonly rows: number }
  | { readonly phase: 'failed'; readonly error: Error }
  | { readonly phase: 'ready'; readonly examiner: HealthExaminer; readonly report: HealthReport }

/** Examines the rows that `key` stands for, once each time it changes; with a `null` key nothing is read. */
export function useExamination(key: string | null, filter: Filter) {
  const [examination, setExamination] = useState<Examination>({ phase: 'waiting' })
  const [attempt, setAttempt] = useState(0)
  const [cancel, setCancel] = useState<(() => void) | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter; a new attempt reads again.
  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    let rows = 0
    async function examine() {
      try {
        for await (const step of examineRows(filter, abort.signal)) {
          if (abort.signal.aborted) return
          rows = step.rows
          if (step.examiner === null) setExamination({ phase: 'running', rows, rowsTotal: step.rowsTotal })
          else setExamination({ phase: 'ready', examiner: step.examiner, report: step.examiner.report() })
        }
      } catch (cause) {
        if (abort.signal.aborted) return
        setExamination({ phase: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) })
      }
    }
    setExamination({ phase: 'running', rows: 0, rowsTotal: null })
    setCancel(() => () => {
      abort.abort()
      setExamination({ phase: 'cancelled', rows })
    })
    void examine()
    return () => abort.abort()
  }, [key, attempt])

  return { examination, cancel: () => cancel?.(), again: () => setAttempt(attempt + 1) }
}
