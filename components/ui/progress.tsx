'use no memo'
import { classNames } from './class-names'

interface ProgressProps {
  /** Share done in [0, 1]; `null` when the total is not known yet. */
  readonly share: number | null
  readonly label: string
  readonly className?: string
}

/** A determinate bar. With no total it says so by pulsing instead of inventing a share. */
export function Progress({ share, label, className }: ProgressProps) {
  const percent = share === null ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classNames('h-1.5 w-full overflow-hidden rounded-full bg-sunken', className)}
    >
      <div
        className={classNames(
          'h-full rounded-full bg-signal transition-[width] duration-100',
          share === null && 'w-1/3 animate-pulse',
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
