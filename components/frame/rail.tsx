'use client'
'use no memo'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { classNames } from '../ui/class-names'
import { DESTINATIONS, type Destination } from './destinations'

/** The jobs of the app: a rail on the left, below 720 px a bar at the foot. */
export function Rail() {
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-line bg-raised max-[720px]:order-last max-[720px]:h-14 max-[720px]:border-t min-[721px]:w-16 min-[721px]:flex-col min-[721px]:border-r"
    >
      <Link href="/explore" aria-label="AlignX Lens" className="grid h-14 w-16 place-items-center max-[720px]:hidden">
        <Logo />
      </Link>
      <ul className="flex flex-1 max-[720px]:justify-around min-[721px]:flex-col">
        {DESTINATIONS.map((destination) => (
          <RailItem key={destination.href} destination={destination} />
        ))}
        <MoreItem destinations={DESTINATIONS.filter(({ inMore }) => inMore)} />
      </ul>
    </nav>
  )
}

function RailItem({ destination }: { destination: Destination }) {
  const isCurrent = usePathname().startsWith(destination.href)
  const Icon = destination.icon
  return (
    <li
      className={classNames(
        'max-[720px]:min-w-0 max-[720px]:flex-1',
        destination.inMore && 'max-[720px]:hidden',
        destination.atFoot && 'min-[721px]:[&:nth-last-child(3)]:mt-auto',
      )}
    >
      <Link
        href={destination.href}
        aria-current={isCurrent ? 'page' : undefined}
        title={destination.hint}
        className={itemClasses(isCurrent)}
      >
        {isCurrent && <CurrentMark />}
        <Icon aria-hidden className="size-5" strokeWidth={isCurrent ? 2 : 1.5} />
        {destination.label}
      </Link>
    </li>
  )
}

/** Below 720 px: the places that the bar has no room for, on a sheet that the browser itself opens and closes. */
function MoreItem({ destinations }: { destinations: readonly Destination[] }) {
  const path = usePathname()
  const isCurrent = destinations.some(({ href }) => path.startsWith(href))
  return (
    <li className="min-w-0 flex-1 min-[721px]:hidden">
      <button type="button" popoverTarget="more-places" className={itemClasses(isCurrent)}>
        {isCurrent && <CurrentMark />}
        <Ellipsis aria-hidden className="size-5" strokeWidth={isCurrent ? 2 : 1.5} />
        More
      </button>
      <ul
        id="more-places"
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
    </li>
  )
}

function CurrentMark() {
  return (
    <span
      aria-hidden
      className="absolute bg-ink max-[720px]:inset-x-3 max-[720px]:top-0 max-[720px]:h-0.5 min-[721px]:inset-y-2 min-[721px]:left-0 min-[721px]:w-0.5"
    />
  )
}

function itemClasses(isCurrent: boolean): string {
  return classNames(
    'relative flex h-14 w-full flex-col items-center justify-center gap-0.5 text-[10.5px] text-ink-faint max-[720px]:tracking-tight min-[721px]:min-w-14 hover:text-ink',
    isCurrent && 'text-ink',
  )
}

function Logo() {
  const bars = [
    { x: 3, height: 7, up: true, group: 'demographics-traits' },
    { x: 8, height: 4, up: false, group: 'psychological-needs' },
    { x: 13, height: 9, up: true, group: 'work-life' },
    { x: 18, height: 6, up: false, group: 'content-quality' },
    { x: 23, height: 8, up: true, group: 'interests' },
  ]
  return (
    <svg viewBox="0 0 30 24" className="w-8" aria-hidden>
      {bars.map((bar) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.up ? 12 - bar.height : 13}
          width={4}
          height={bar.height}
          rx={1}
          fill={`var(--group-${bar.group})`}
        />
      ))}
      <path d="M2 12.5h26" stroke="var(--line-strong)" />
    </svg>
  )
}
