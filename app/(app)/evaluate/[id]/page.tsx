import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RunScreen } from '@/components/evaluate/run-screen'
import { PageBar } from '@/components/frame/page-bar'
import { freezeRun, readProgress, readRun, readRunSummary, StoreError } from '@/lib/store'

interface RunPageProps {
  readonly params: Promise<{ readonly id: string }>
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: (await readRunOrNotFound((await params).id)).name }
}

export default async function RunPage({ params }: RunPageProps) {
  const run = await readRunOrNotFound((await params).id)
  const [summary, progress] = await Promise.all([readRunSummary(run.id), readProgress(run.id)])
  return (
    <>
      <PageBar title={run.name} />
      <RunScreen
        run={run}
        initial={freezeRun(run, summary)}
        initialProgress={{ ...progress, rate: null, secondsLeft: null }}
      />
    </>
  )
}

async function readRunOrNotFound(id: string) {
  try {
    return await readRun(id)
  } catch (error) {
    if (error instanceof StoreError && error.facts.status === 404) notFound()
    throw error
  }
}
