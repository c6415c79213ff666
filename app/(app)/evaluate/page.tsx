import type { Metadata } from 'next'
import { EvaluateScreen } from '@/components/evaluate/evaluate-screen'
import { PageBar } from '@/components/frame/page-bar'
import { listRuns } from '@/lib/store'

export const metadata: Metadata = { title: 'Evaluate' }

export default async function EvaluatePage() {
  const { runs, next } = await listRuns(100, null)
  return (
    <>
      <PageBar title="Evaluate" />
      <EvaluateScreen runs={runs} hasMore={next !== null} />
    </>
  )
}
