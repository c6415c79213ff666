import { dimensionAt, GROUPS, type GroupKey } from '@/lib/core/dimensions'
import { LANE_KEYS, type LaneRow, type Lanes } from '@/lib/core/profile-lanes'
import { Badge } from '../ui/badge'
import { formatShare } from '../ui/format'
import { ScrollRegion } from '../ui/scroll-region'
import { LaneMark } from './lane-mark'
import { LANE_NAMES, STANDING_WORDS } from './prepare-lanes'

interface LanesTableProps {
  readonly rows: readonly LaneRow[]
  readonly lanes: Lanes
  /** The key of the dimension whose evidence is open, or `null`. */
  readonly open: string | null
  readonly onOpen: (key: string | null) => void
}

/** A dimension a line, a lane a column; a line opens its evidence. */
export function LanesTable({ rows, lanes, open, onOpen }: LanesTableProps) {
  if (rows.length === 0)
    return (
      <p className="p-4 text-ink-soft">
        No lane holds a pole: there is no direction, no item that votes, and no text that names one. Show all 90
        dimensions to look at their definitions.
      </p>
    )
  return (
    <ScrollRegion label="Dimensions by lane" className="overflow-x-auto">
      <table className="w-full border-collapse text-meta">
        <thead>
          <tr className="border-b text-ink-soft">
            <th scope="col" className="sticky left-0 z-10 bg-ground px-3 py-2 text-left font-medium">
              Dimension
            </th>
            {LANE_KEYS.map((lane) => (
              <th
                key={lane}
                scope="col"
                title={LANE_NAMES[lane].from}
                className="w-[74px] min-w-[56px] px-1 py-2 align-bottom font-medium"
              >
                {LANE_NAMES[lane].head}
                {lanes[lane] === null && <span className="block font-normal text-ink-faint">none here</span>}
              </th>
            ))}
            <th scope="col" className="px-2 py-2 text-right align-bottom font-medium" title="Items that vote + and −">
              Votes
            </th>
            <th
              scope="col"
              className="px-3 py-2 text-right align-bottom font-medium"
              title="How often the pole of the history’s profile survives that one item is left out"
            >
              Survives
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.index} row={row} isOpen={dimensionAt(row.index).key === open} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Line({ row, isOpen, onOpen }: { row: LaneRow; isOpen: boolean; onOpen: LanesTableProps['onOpen'] }) {
  const { key, label, group } = dimensionAt(row.index)
  const standing = STANDING_WORDS[row.standing]
  const { votes, stability } = row
  return (
    <tr className={`border-b last:border-0 ${isOpen ? 'bg-raised' : ''}`}>
      <th scope="row" className={`sticky left-0 z-10 p-0 text-left ${isOpen ? 'bg-raised' : 'bg-ground'}`}>
        <button
          type="button"
          aria-expanded={isOpen}
          title={nameGroup(group)}
          onClick={() => onOpen(isOpen ? null : key)}
          className="flex min-h-8 w-full items-center gap-2 border-l-4 px-2 text-left text-body font-normal hover:bg-raised max-[720px]:w-40"
          style={{ borderLeftColor: `var(--group-${group})` }}
        >
          <span className="min-w-0 flex-1">{label}</span>
          {standing && (
            <Badge tone={standing.tone} title={standing.hint}>
              <span aria-hidden>{standing.mark}</span>
              <span className="max-[720px]:sr-only">{standing.word}</span>
            </Badge>
          )}
        </button>
      </th>
      {LANE_KEYS.map((lane) => (
        <td key={lane} className="px-1 text-center">
          <LaneMark index={row.index} group={group} sign={row.signs[lane]} />
        </td>
      ))}
      <td className="whitespace-nowrap px-2 text-right">
        {votes.positive.length + votes.negative.length === 0
          ? '–'
          : `+${votes.positive.length} −${votes.negative.length}`}
      </td>
      <td
        className="whitespace-nowrap px-3 text-right"
        title={stability ? formatShare(stability.survived / stability.of, 0) : 'Neutral, or under two items'}
      >
        {stability ? `${stability.survived} of ${stability.of}` : '–'}
      </td>
    </tr>
  )
}

function nameGroup(key: GroupKey): string | undefined {
  return GROUPS.find((group) => group.key === key)?.name
}
