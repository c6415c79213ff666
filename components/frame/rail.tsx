'use client'
'use no memo'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { classNames } from '../ui/class-names'
import { DESTINATIONS, type Destination } from './destinations'

/** One place of the rail; the current one is marked at its edge. */
const ITEM =
  'relative flex h-14 w-full flex-col items-center justify-center gap-0.5 text-[10.5px] text-ink-faint hover:text-ink aria-[current]:text-ink aria-[current]:[&_svg]:stroke-2 before:absolute aria-[current]:before:bg-ink max-[720px]:before:inset-x-3 max-[720px]:before:top-0 max-[720px]:before:h-0.5 min-[721px]:min-w-14 min-[721px]:before:inset-y-2 min-[721px]:before:left-0 min-[721px]:before:w-0.5'

/** The jobs of the app: a rail on the left, below 720 px a bar at the foot. */
export function Rail() {
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-line bg-raised max-[720px]:order-last max-[720px]:h-14 max-[720px]:border-t min-[721px]:w-16 min-[721px]:flex-col min-[721px]:border-r"
    >
      <Link
        href="/explore"
        prefetch={false}
        aria-label="AlignX Lens"
        className="grid h-14 w-16 place-items-center max-[720px]:hidden"
      >
        <Logo />
      </Link>
      <ul className="flex flex-1 max-[720px]:justify-around min-[721px]:flex-col">
        {DESTINATIONS.map((destination) => (
          <RailItem key={destination.href} destination={destination} />
        ))}
        <MoreItem />
      </ul>
    </nav>
  )
}

function RailItem({ destination, className }: { destination: Destination; className?: string }) {
  const isCurrent = usePathname().startsWith(destination.href)
  const Icon = destination.icon
  return (
    <li
      className={
        className ??
        classNames(
          'max-[720px]:min-w-0 max-[720px]:flex-1',
          destination.inMore && 'max-[720px]:hidden',
          destination.atFoot && 'min-[721px]:mt-auto',
        )
      }
    >
      <Link
        href={destination.href}
        // Pages are made for each request: there is nothing of them to fetch ahead.
        prefetch={false}
        aria-current={isCurrent ? 'page' : undefined}
        title={destination.hint}
        className={ITEM}
      >
        <Icon aria-hidden className="size-5" strokeWidth={1.5} />
        {destination.label}
      </Link>
    </li>
  )
}

/** Below 720 px: the places that the bar has no room for, on a sheet that the browser itself opens and closes. */
function MoreItem() {
  const places = DESTINATIONS.filter(({ inMore }) => inMore)
  return (
    <li className="group min-w-0 flex-1 min-[721px]:hidden">
      <button
        type="button"
        popoverTarget="more"
        className={`${ITEM} group-has-[[aria-current]]:text-ink group-has-[[aria-current]]:before:bg-ink`}
      >
        <span aria-hidden className="text-display leading-5">
          ⋯
        </span>
        More
      </button>
      <ul
        // Closed by going somewhere.
        key={usePathname()}
        id="more"
        popover="auto"
        aria-label="More"
        className="inset-[auto_8px_64px_auto] w-24 rounded-md bg-ground shadow-overlay"
      >
        {places.map((place) => (
          <RailItem key={place.href} destination={place} className="" />
        ))}
      </ul>
    </li>
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
