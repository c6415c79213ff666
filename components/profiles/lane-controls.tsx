import { useId } from 'react'
import type { LaneOrder } from '@/lib/core/profile-lanes'
import { LEAST_PERCENT, PUBLISHED_PERCENT, type RuleKind, TEST_SET_PERCENT } from '@/lib/core/profile-rule'
import type { ProfileView } from '@/lib/core/profile-view'
import { Segmented } from '../ui/segmented'
import { Tick } from '../ui/tick'
import type { SetProfileView } from './use-profile-view'

const RULES = [
  { key: 'published', label: 'Published rule' },
  { key: 'exact', label: 'Exact rule' },
] as const satisfies readonly { key: RuleKind; label: string }[]
const ORDERS = [
  { key: 'conflict', label: 'Conflict' },
  { key: 'group', label: 'Group' },
  { key: 'strength', label: 'Strength' },
] as const satisfies readonly { key: LaneOrder; label: string }[]
const MARKS = [
  { percent: PUBLISHED_PERCENT, label: '0.60 published', title: 'get_profile: mean ≥ 0.6 is positive, ≤ 0.4 negative' },
  {
    percent: TEST_SET_PERCENT,
    label: '0.51',
    title: 'Said to be the threshold of AlignX-test’s profiles; a third party’s finding, not verified',
  },
]

interface LaneControlsProps {
  readonly view: ProfileView
  readonly setView: SetProfileView
}

/** By which rule profiles are inferred, from which threshold, and which dimensions are shown in which order. */
export function LaneControls({ view, setView }: LaneControlsProps) {
  const { percent } = view
  const marksId = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b p-3">
      <Segmented
        label="Rule for UGC, pairs and stability"
        value={view.rule}
        options={RULES}
        onChange={(rule) => setView({ rule }, { replace: true })}
      />
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex items-center gap-2 text-meta text-ink-soft">
          Mean ≥
          <input
            type="range"
            min={LEAST_PERCENT}
            max={100}
            value={percent}
            list={marksId}
            aria-label="Mean from which a dimension is positive"
            aria-valuetext={`${formatMean(percent)}; negative from ${formatMean(100 - percent)} down`}
            onChange={(event) => setView({ percent: Number(event.target.value) }, { replace: true })}
            className="h-6 w-28 accent-(--ink)"
          />
          <datalist id={marksId}>
            {MARKS.map((mark) => (
              <option key={mark.percent} value={mark.percent} />
            ))}
          </datalist>
          <span className="w-28 text-ink">
            {formatMean(percent)} or ≤ {formatMean(100 - percent)}
          </span>
        </label>
        {MARKS.map((mark) => (
          <button
            key={mark.percent}
            type="button"
            title={mark.title}
            aria-pressed={percent === mark.percent}
            onClick={() => setView({ percent: mark.percent }, { replace: true })}
            className="h-6 rounded-sm border px-1.5 text-meta text-ink-soft hover:text-ink aria-pressed:border-ink aria-pressed:text-ink"
          >
            {mark.label}
          </button>
        ))}
      </div>
      <Segmented
        label="Order of the dimensions"
        value={view.order}
        options={ORDERS}
        onChange={(order) => setView({ order }, { replace: true })}
      />
      <Tick
        label="All 90 dimensions"
        isOn={view.isAll}
        onChange={(isAll) => setView({ isAll }, { replace: true })}
        isSmall
      />
    </div>
  )
}

function formatMean(percent: number): string {
  return (percent / 100).toFixed(2)
}
