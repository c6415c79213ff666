'use client'
import Link from 'next/link'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { EVERY_ROW } from '@/lib/core/filter'
import { listHistory } from '@/lib/core/profile-history'
import { type Lanes, readLanes } from '@/lib/core/profile-lanes'
import type { ProfileRule } from '@/lib/core/profile-rule'
import { DEFAULT_PROFILE_VIEW, profileAddress } from '@/lib/core/profile-view'
import { DEFAULT_VIEW } from '@/lib/core/view'
import { readOpenRow } from '@/lib/dataset'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { ScrollRegion } from '../ui/scroll-region'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { LaneMark } from './lane-mark'

interface BesidePersonProps {
  readonly hash: string
  readonly rowsKey: string
  /** Those of this person. */
  readonly lanes: Lanes
  readonly rule: ProfileRule
  readonly source: string | null
  readonly onClose: () => void
}

/** This person and another one, by target pair and by the profile of the history. */
export function BesidePerson({ hash, rowsKey, lanes, rule, source, onClose }: BesidePersonProps) {
  const load = useLoad(`${rowsKey} ${hash}`, (signal) =>
    readOpenRow({ hash, filter: EVERY_ROW, sort: DEFAULT_VIEW.sort }, signal),
  )
  const other = load.value?.hash === hash ? load.value : null
  return (
    <div className="mt-4 rounded-md border">
      <div className="flex flex-wrap items-center gap-2 border-b p-3">
        <h3 className="mr-auto font-medium">
          This person beside row {other ? `${other.shard}:${other.shardRow}` : '…'}
        </h3>
        <Button size="small" variant="quiet" asChild>
          <Link href={profileAddress(hash, { ...DEFAULT_PROFILE_VIEW, source })}>Open that profile</Link>
        </Button>
        <Button size="small" variant="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
      {load.phase === 'failed' && (
        <Notice tone="fault" title="The other row could not be read" details={load.error.stack} className="m-3">
          {load.error.message}
        </Notice>
      )}
      {load.phase === 'ready' && load.value === null && (
        <Notice tone="warn" title="The other row is not among the loaded data" className="m-3">
          No loaded row has the content hash <span className="font-mono">{hash}</span>.
        </Notice>
      )}
      {load.phase === 'loading' && !other && <Skeleton className="m-3 h-40" />}
      {other && <Both lanes={lanes} other={readLanes(other.example, listHistory(other.example), rule)} rule={rule} />}
    </div>
  )
}

function Both({ lanes, other, rule }: { lanes: Lanes; other: Lanes; rule: ProfileRule }) {
  const columns = [
    { key: 'target', head: 'Target pair', left: lanes.own, right: other.own },
    { key: 'history', head: 'History', left: lanes[rule.kind], right: other[rule.kind] },
  ]
  const shown = DIMENSIONS.filter(({ index }) => columns.some(({ left, right }) => left?.[index] || right?.[index]))
  if (shown.length === 0) return <p className="p-3 text-ink-soft">Neither person holds a pole.</p>
  return (
    <ScrollRegion label="Two people side by side" className="max-h-[70vh] overflow-auto">
      <table className="w-full border-collapse text-meta">
        <thead>
          <tr className="border-b text-ink-soft">
            <th scope="col" className="sticky left-0 bg-ground px-3 py-2 text-left font-medium">
              Dimension
            </th>
            {columns.flatMap(({ key, head }) =>
              ['this', 'other'].map((side) => (
                <th key={`${key} ${side}`} scope="col" className="px-2 py-2 font-medium">
                  {head}, {side}
                </th>
              )),
            )}
            <th scope="col" className="px-3 py-2 text-left font-medium">
              Between them
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ index, key, label, group }) => (
            <tr key={key} className="border-b last:border-0">
              <th scope="row" className="sticky left-0 bg-ground px-3 text-left text-body font-normal">
                {label}
              </th>
              {columns.flatMap((column) =>
                [column.left, column.right].map((direction, side) => (
                  <td key={`${column.key} ${side === 0 ? 'this' : 'other'}`} className="px-2">
                    <LaneMark index={index} group={group} sign={direction?.[index] ?? null} />
                  </td>
                )),
              )}
              <td className="px-3">
                <Between products={columns.map(({ left, right }) => (left?.[index] ?? 0) * (right?.[index] ?? 0))} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** Products of both persons' signs: 1 where they agree, -1 where they conflict. */
function Between({ products }: { products: readonly number[] }) {
  if (products.includes(-1)) return <Badge tone="fault">± conflict</Badge>
  return products.includes(1) ? <Badge>= agree</Badge> : null
}
