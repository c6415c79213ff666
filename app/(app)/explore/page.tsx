import type { Metadata } from 'next'
import { ExploreScreen } from '@/components/explore/explore-screen'
import { sourceService } from '@/lib/sources'
import { listSources } from './list-sources'

export const metadata: Metadata = { title: 'Explore' }

export default async function ExplorePage() {
  const sources = await listSources()
  const first = sources[0]
  const firstRows = first?.kind === 'sample' && first.state === 'ready' ? await readFirstRows(first.id) : null
  return <ExploreScreen sources={sources} firstRows={firstRows} />
}

/** The first rows only make the page quicker: without them it waits for the database. */
async function readFirstRows(id: string) {
  try {
    return await sourceService().readFirstRows(id)
  } catch (error) {
    console.warn(`The first rows of ${id} cannot be read`, error)
    return null
  }
}
