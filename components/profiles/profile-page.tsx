'use client'
import { useMemo } from 'react'
import { findDimension } from '@/lib/core/dimensions'
import { directionsOf, listHistory } from '@/lib/core/profile-history'
import { compareLanes, readLanes, sortLanes } from '@/lib/core/profile-lanes'
import { keepsExtremes, type ProfileRule } from '@/lib/core/profile-rule'
import type { ProfileView } from '@/lib/core/profile-view'
import type { OpenRow } from '@/lib/dataset'
import { Notice } from '../ui/notice'
import { EvidencePanel } from './evidence-panel'
import { HistoryPanel } from './history-panel'
import { LaneControls } from './lane-controls'
import { LanesTable } from './lanes-table'
import { OtherPeople } from './other-people'
import { countStandings } from './prepare-lanes'
import { ProfileHow } from './profile-how'
import { ProfileTexts } from './profile-texts'
import type { OpenData } from './profiles-frame'
import type { SetProfileView } from './use-profile-view'

interface ProfilePageProps {
  readonly row: OpenRow
  readonly data: OpenData
  readonly view: ProfileView
  readonly setView: SetProfileView
}

/** The lanes of a person, their evidence, their profile as text, and other people beside them. */
export function ProfilePage({ row, data, view, setView }: ProfilePageProps) {
  const { example } = row
  const { left, rule: kind, percent } = view
  const items = useMemo(() => listHistory(example), [example])
  const chosen = useMemo(() => items.filter(({ key }) => !left.includes(key)), [items, left])
  const rule = useMemo<ProfileRule>(() => ({ kind, percent }), [kind, percent])
  const lanes = useMemo(() => readLanes(example, chosen, rule), [example, chosen, rule])
  const rows = useMemo(() => compareLanes(lanes, chosen, rule), [lanes, chosen, rule])
  const shown = sortLanes(rows, view.order).filter(({ standing }) => view.isAll || standing !== 'neutral')
  const dimension = view.dimension === null ? null : findDimension(view.dimension)
  const open = dimension && rows[dimension.index]

  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 pb-8 max-[720px]:px-3">
        <p className="py-3 text-ink-soft">
          Row{' '}
          <span className="font-mono text-ink">
            {row.shard}:{row.shardRow}
          </span>
          . {countStandings(rows)}{' '}
          {lanes.own && 'Target pair is the direction of this row’s own choice, not of the person as a whole.'}
        </p>
        <div className="grid items-start gap-4 min-[1000px]:grid-cols-[250px_minmax(0,1fr)]">
          <HistoryPanel items={items} left={left} onLeft={(next) => setView({ left: next }, { replace: true })} />
          <section aria-label="Lanes" className="min-w-0 rounded-md border">
            <LaneControls view={view} setView={setView} />
            {keepsExtremes(directionsOf(chosen), rule) && (
              <Notice tone="warn" title="No dimension reaches the threshold" className="m-3">
                {kind === 'published'
                  ? 'The published rule then keeps the extreme ones alone; where all are neutral it makes all 90 negative.'
                  : 'The exact rule then keeps the extreme ones alone; where all are neutral, none.'}
              </Notice>
            )}
            <LanesTable
              rows={shown}
              lanes={lanes}
              open={view.dimension}
              onOpen={(key) => setView({ dimension: key }, { replace: view.dimension !== null })}
            />
            <ProfileHow />
          </section>
        </div>
        <ProfileTexts example={example} lanes={lanes} rule={rule} isChanged={chosen.length < items.length} />
        <OtherPeople row={row} lanes={lanes} rule={rule} data={data} view={view} setView={setView} />
      </div>
      {open && (
        <EvidencePanel
          key={open.index}
          row={open}
          example={example}
          items={items}
          left={left}
          onClose={() => setView({ dimension: null }, { replace: true })}
        />
      )}
    </div>
  )
}
