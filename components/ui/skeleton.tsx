'use no memo'
import { classNames } from './class-names'

/** A grey box in the place of what is still loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-sm bg-sunken', className)} />
}
