'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EVERY_ROW } from '@/lib/core/filter'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import { readHash } from '@/lib/core/view-params'
import { readOpenRow } from '@/lib/dataset'
import type { SourceSummary } from '../dataset/source-summary'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { useLater } from '../ui/use-later'
import { useLoad } from '../ui/use-load'
import { loadProfilePage } from './later-parts'
import { type OpenData, ProfileSkeleton, ProfilesFrame } from './profiles-frame'
import { useProfileView } from './use-profile-view'

interface ProfileScreenProps {
  /** As the address gives it: perhaps no content hash at all. */
  readonly hash: string
  readonly sources: readonly SourceSummary[]
}

/** One person: everything that is known of them, side by side. The address holds the row and the view. */
export function ProfileScreen({ hash, sources }: ProfileScreenProps) {
  const [view, setView] = useProfileView()
  const isHash = 'value' in readHash(hash)
  return (
    <ProfilesFrame
      title="Profile"
      view={view}
      sources={sources}
      setView={setView}
      actions={
        <>
          <Button variant="quiet" size="small" asChild>
            <Link href="/profiles">Other people</Link>
          </Button>
          {isHash && (
            <Button variant="quiet" size="small" asChild>
              <Link href={`/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, row: hash })}`}>
                Row in Explore
              </Link>
            </Button>
          )}
        </>
      }
    >
      {(data) =>
        isHash ? (
          <Person hash={hash} data={data} view={view} setView={setView} />
        ) : (
          <NoSuchRow isLoading={false}>
            The address names the row “{hash.slice(0, 60)}”, which is no content hash: 32 hex characters.
          </NoSuchRow>
        )
      }
    </ProfilesFrame>
  )
}

interface PersonProps {
  readonly hash: string
  readonly data: OpenData
  readonly view: ReturnType<typeof useProfileView>[0]
  readonly setView: ReturnType<typeof useProfileView>[1]
}

function Person({ hash, data, view, setView }: PersonProps) {
  const page = useLater(loadProfilePage, true)
  const row = useLoad(`${data.rowsKey} ${hash}`, (signal) =>
    readOpenRow({ hash, filter: EVERY_ROW, sort: DEFAULT_VIEW.sort }, signal),
  )
  if (row.phase === 'failed')
    return (
      <Notice tone="fault" title="This row could not be read" details={row.error.stack} className="m-4">
        {row.error.message}
      </Notice>
    )
  if (row.phase === 'ready' && row.value === null)
    return (
      <NoSuchRow isLoading={data.state.phase === 'loading'}>
        The link names the row with content hash <span className="font-mono">{hash}</span>. Open the data that it came
        from.
      </NoSuchRow>
    )
  if (!page || row.value?.hash !== hash) return <ProfileSkeleton />
  return <page.ProfilePage key={hash} row={row.value} data={data} view={view} setView={setView} />
}

function NoSuchRow({ isLoading, children }: { isLoading: boolean; children: ReactNode }) {
  return (
    <Notice
      tone="warn"
      title={isLoading ? 'No such row among the data loaded so far' : 'No such row among the loaded data'}
      className="m-4"
      actions={
        <Button size="small" asChild>
          <Link href="/profiles">Pick another row</Link>
        </Button>
      }
    >
      {children}
    </Notice>
  )
}
