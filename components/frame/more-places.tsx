'use client'
import Link from 'next/link'
import type { Destination } from './destinations'

interface MorePlacesProps {
  readonly id: string
  readonly path: string
  readonly destinations: readonly Destination[]
}

/** A sheet above the bar at the foot, which the browser itself opens and closes. */
export function MorePlaces({ id, path, destinations }: MorePlacesProps) {
  return (
    <ul
      id={id}
      popover="auto"
      aria-label="More places"
      className="inset-[auto_8px_64px_auto] min-w-48 rounded-md bg-ground p-1 text-ink shadow-overlay"
    >
      {destinations.map(({ href, label, icon: Icon }) => (
        <li key={href}>
          <Link
            href={href}
            aria-current={path.startsWith(href) ? 'page' : undefined}
            onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
            className="flex min-h-11 items-center gap-3 rounded-sm px-3 hover:bg-sunken aria-[current=page]:font-medium"
          >
            <Icon aria-hidden className="size-5" strokeWidth={1.5} />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  )
}
