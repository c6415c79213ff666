'use client'
import { countActive, packDirection } from '@/lib/core/direction'
import { EVERY_ROW } from '@/lib/core/filter'
import type { Lanes } from '@/lib/core/profile-lanes'
import type { ProfileRule } from '@/lib/core/profile-rule'
import type { ProfileView } from '@/lib/core/profile-view'
import { type Neighbour, type OpenRow, readNeighbours } from '@/lib/dataset'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { BesidePerson } from './beside-person'
import { PersonList } from './person-list'
import type { OpenData } from './profiles-frame'
import type { SetProfileView } from './use-profile-view'

const LISTED = 6

interface OtherPeopleProps {
  readonly row: OpenRow
  readonly lanes: Lanes
  readonly rule: ProfileRule
  readonly data: OpenData
  readonly view: ProfileView
  readonly setView: SetProfileView
}

/** The nearest people, the most opposite ones, and one of them beside this person. */
export function OtherPeople({ row, lanes, rule, data, view, setView }: OtherPeopleProps) {
  const target = lanes.own
  const planes = target && countActive(target) > 0 ? packDirection(target) : null
  const key = planes && data.isWhole ? `${data.rowsKey} ${row.hash}` : null
  const found = useLoad(key, async (signal) => {
    if (planes === null) return null
    const ask = { target: planes, weights: null, filter: EVERY_ROW }
    const [nearest, opposite] = await Promise.all([
      readNeighbours({ ...ask, mode: 'nearest', limit: LISTED + 1 }, signal),
      readNeighbours({ ...ask, mode: 'opposite', limit: LISTED }, signal),
    ])
    return { nearest: nearest.rows.filter(({ hash }) => hash !== row.hash).slice(0, LISTED), opposite: opposite.rows }
  })
  const list = (label: string, people: readonly Neighbour[]) => (
    <div className="min-w-0 rounded-md border p-3">
      <h3 className="mb-1 font-medium">{label}</h3>
      {people.length === 0 && <p className="text-ink-soft">No other row has a direction.</p>}
      <PersonList
        label={label}
        source={view.source}
        people={people}
        note={({ near }) => `agree ${near.agree}, conflict ${near.conflict}`}
        action={({ hash, shard, shardRow }) => (
          <Button
            size="small"
            variant="quiet"
            aria-pressed={view.other === hash}
            aria-label={`Compare with row ${shard}:${shardRow}`}
            onClick={() => setView({ other: view.other === hash ? null : hash })}
          >
            Compare
          </Button>
        )}
      />
    </div>
  )
  return (
    <section aria-labelledby="other-people" className="mt-6">
      <h2 id="other-people" className="text-title font-medium">
        Other people
      </h2>
      <p className="mb-2 text-ink-soft">
        By the direction of the target pair over every loaded row: dimensions that agree less those that conflict.
      </p>
      {target === null && <Notice tone="info" title="This row has no direction, so no row can be near to it" />}
      {target !== null && planes === null && (
        <Notice tone="info" title="This row is neutral in all 90 dimensions: no row could agree or conflict with it" />
      )}
      {planes !== null && !data.isWhole && <p className="text-ink-soft">Waits until all directions are loaded.</p>}
      {found.phase === 'failed' && (
        <Notice tone="fault" title="Other people could not be found" details={found.error.stack}>
          {found.error.message}
        </Notice>
      )}
      {key !== null && found.phase === 'loading' && !found.value && <Skeleton className="h-40 w-full" />}
      {key !== null && found.value && (
        <div className="grid gap-4 min-[1000px]:grid-cols-2">
          {list('Nearest people', found.value.nearest)}
          {list('Opposite twins', found.value.opposite)}
        </div>
      )}
      {view.other && (
        <BesidePerson
          hash={view.other}
          rowsKey={data.rowsKey}
          lanes={lanes}
          rule={rule}
          source={view.source}
          onClose={() => setView({ other: null })}
        />
      )}
    </section>
  )
}
