import { type MouseEvent, memo } from 'react'
import { classNames } from '../ui/class-names'
import { formatCount, formatShare } from '../ui/format'
import type { EqualiserPole, EqualiserRow, PoleState } from './prepare-equaliser'

interface EqualiserTrackProps {
  readonly row: EqualiserRow
  readonly fullTrack: number
  /** The one button in the tab order, as `<dimension key> <pole>`. */
  readonly tabStop: string | null
  readonly onPoint: (pole: EqualiserPole) => void
  readonly onFocus: (pole: EqualiserPole) => void
  readonly onClick: (event: MouseEvent, pole: EqualiserPole) => void
}

const STATE_WORDS: Record<PoleState, string> = {
  free: '',
  required: ', required',
  excluded: ', excluded',
  'in-history': ', required in some history item',
}

/** One dimension: its name, the negative bar to the left and the positive one to the right. */
export const EqualiserTrack = memo(function EqualiserTrack({
  row,
  fullTrack,
  tabStop,
  onPoint,
  onFocus,
  onClick,
}: EqualiserTrackProps) {
  const { dimension } = row
  const color = `var(--group-${dimension.group})`
  const isTouched = row.positive.state !== 'free' || row.negative.state !== 'free'
  return (
    <div
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)_84px_84px] items-center px-2',
        isTouched && 'bg-signal-soft',
      )}
    >
      <span className={classNames('truncate pr-2 text-meta text-ink-soft', isTouched && 'font-medium text-ink')}>
        {dimension.label}
      </span>
      {[row.negative, row.positive].map((pole) => (
        <button
          key={pole.pole}
          type="button"
          data-pole={pole.pole}
          tabIndex={tabStop === `${dimension.key} ${pole.pole}` ? 0 : -1}
          aria-pressed={pole.state !== 'free'}
          aria-label={`${dimension.label}: ${pole.label}, ${describeCount(pole)}${STATE_WORDS[pole.state]}`}
          onPointerEnter={() => onPoint(pole)}
          onFocus={() => onFocus(pole)}
          onClick={(event) => onClick(event, pole)}
          className="group relative h-6 outline-offset-[-2px]"
        >
          <Bar pole={pole} fullTrack={fullTrack} color={color} />
        </button>
      ))}
    </div>
  )
})

function describeCount(pole: EqualiserPole): string {
  return pole.count === null ? 'not counted yet' : `${formatCount(pole.count)} rows, ${formatShare(pole.share)}`
}

function Bar({ pole, fullTrack, color }: { pole: EqualiserPole; fullTrack: number; color: string }) {
  const isPositive = pole.pole === 'positive'
  const isCut = (pole.share ?? 0) > fullTrack
  const side = isPositive ? 'left-0' : 'right-0'
  const width = (share: number | null) => `${Math.min(1, (share ?? 0) / fullTrack) * 100}%`
  const hatch = `repeating-linear-gradient(-45deg, ${color} 0 2px, transparent 2px 4px)`
  return (
    <span
      className={classNames(
        'absolute inset-y-0.5',
        isPositive ? 'left-0 right-1 border-l' : 'left-1 right-0 border-r',
        'border-line-strong',
      )}
    >
      <span
        aria-hidden
        className={classNames('absolute inset-y-1 bg-sunken', side)}
        style={{ width: width(pole.shareOfAll) }}
      />
      <span
        aria-hidden
        className={classNames(
          'absolute inset-y-1.5 group-hover:inset-y-1',
          side,
          isCut && (isPositive ? 'border-r-2' : 'border-l-2'),
          'border-ink',
        )}
        style={{ width: width(pole.share), background: isPositive ? color : hatch }}
      />
      {pole.state !== 'free' && (
        <span
          aria-hidden
          className={classNames(
            'absolute top-1/2 -translate-y-1/2 rounded-sm bg-ink px-1 text-[10px] font-semibold text-ground',
            isPositive ? 'right-0' : 'left-0',
          )}
        >
          {pole.state === 'excluded' ? 'not' : pole.state === 'in-history' ? 'hist' : isPositive ? '+' : '−'}
        </span>
      )}
    </span>
  )
}
