'use client'
import { packDirection } from '@/lib/core/direction'
import { EVERY_ROW } from '@/lib/core/filter'
import { DEFAULT_VIEW } from '@/lib/core/view'
import { countPoles, readNeighbours, readPage } from '@/lib/dataset'
import { HowComputed } from '../charts/how-computed'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { type Load, useLoad } from '../ui/use-load'
import { type ListedPerson, PersonList } from './person-list'
import { readCrowd } from './prepare-crowd'
import type { OpenData } from './profiles-frame'

const LISTED = 12

/** The first rows of the data, and those whose choice goes most against what the others prefer. */
export function PersonLists({ data, source }: { data: OpenData; source: string | null }) {
  const first = useLoad(data.rowsKey, (signal) =>
    readPage({ filter: EVERY_ROW, sort: DEFAULT_VIEW.sort, offset: 0, limit: LISTED }, signal),
  )
  const against = useLoad(data.isWhole ? data.rowsKey : null, async (signal) => {
    const crowd = readCrowd(await countPoles(EVERY_ROW, signal))
    if (crowd === null) return null
    const target = packDirection(crowd.direction)
    const ask = { target, weights: crowd.weights, mode: 'opposite', limit: LISTED, filter: EVERY_ROW } as const
    return (await readNeighbours(ask, signal)).rows
  })
  return (
    <div className="grid items-start gap-4 min-[1000px]:grid-cols-2">
      <section aria-labelledby="first-rows" className="min-w-0 rounded-md border p-3">
        <h2 id="first-rows" className="mb-1 font-medium">
          First rows
        </h2>
        <State load={first} />
        {first.value && <PersonList label="First rows" source={source} people={first.value} />}
      </section>
      <section aria-labelledby="against" className="min-w-0 rounded-md border">
        <div className="p-3">
          <h2 id="against" className="mb-1 font-medium">
            Against the crowd
          </h2>
          <p className="mb-1 text-ink-soft">Rows whose choice most of the others would reject.</p>
          {data.isWhole ? (
            <State load={against} />
          ) : (
            <p className="text-ink-soft">Waits until all directions are loaded.</p>
          )}
          {against.phase === 'ready' && against.value === null && (
            <p className="text-ink-soft">No loaded row has a direction, so there is no crowd to go against.</p>
          )}
          {against.value && (
            <PersonList
              label="Against the crowd"
              source={source}
              people={against.value}
              note={({ near }) => `against ${near.conflict}, with ${near.agree}`}
            />
          )}
        </div>
        <HowComputed>
          <p>
            The crowd holds, in each dimension, the pole that more loaded rows hold. A row’s own direction is ranked by
            the poles that it holds against the crowd less those with it, each weighted by the lead of the crowd’s pole
            among the rows with a direction. Exact over every loaded row. Rows stand in for personas: how many persons
            they belong to is not stated.
          </p>
        </HowComputed>
      </section>
    </div>
  )
}

function State({ load }: { load: Load<readonly ListedPerson[] | null> }) {
  if (load.phase === 'failed')
    return (
      <Notice tone="fault" title="These rows could not be read" details={load.error.stack}>
        {load.error.message}
      </Notice>
    )
  return load.phase === 'loading' && load.value === null ? <Skeleton className="h-60 w-full" /> : null
}
