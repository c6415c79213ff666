import type { Metadata } from 'next'
import type { SourceSummary } from '@/components/dataset/source-summary'
import { ExploreScreen } from '@/components/explore/explore-screen'
import type { FirstView } from '@/components/explore/use-early-rows'
import type { EarlyView } from '@/lib/dataset/early-view'
import { readEarlyView } from '@/lib/dataset/prepared/prepared-totals'
import { readSampleView } from '@/lib/dataset/sample-view'
import { sourceService } from '@/lib/sources'
import { listSources } from './list-sources'
import { OpenedSource } from './opened-source'

export const metadata: Metadata = { title: 'Explore' }

export default async function ExplorePage({ searchParams }: PageProps<'/explore'>) {
  const [sources, { source: asked, answers }] = await Promise.all([listSources(), searchParams])
  const source = asked === undefined ? sources[0] : sources.find(({ id }) => id === asked)
  const opens = source?.state === 'ready' ? source : null
  return (
    <>
      <ExploreScreen sources={sources} first={opens && (await readFirstView(opens))} />
      {opens && <OpenedSource source={opens.id} isAnsweredHere={answers !== 'server'} />}
    </>
  )
}

/** The first rows only make the page quicker: without them it waits for its data. */
async function readFirstView({ id, kind, synthetic }: SourceSummary): Promise<FirstView | null> {
  try {
    const view = await readView(id, kind)
    return view && { source: id, isSynthetic: synthetic, view }
  } catch (error) {
    console.warn(`The first rows of ${id} cannot be read`, error)
    return null
  }
}

async function readView(id: string, kind: SourceSummary['kind']): Promise<EarlyView | null> {
  if (kind === 'sample') return readSampleView(await sourceService().readFirstRows(id))
  const totals = kind === 'prepared' ? await sourceService().readTotals(id) : null
  return totals && readEarlyView(totals.text, totals.manifest)
}
