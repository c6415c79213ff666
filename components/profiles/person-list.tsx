import Link from 'next/link'
import type { ReactNode } from 'react'
import { type Direction, packDirection } from '@/lib/core/direction'
import { DEFAULT_PROFILE_VIEW, profileAddress } from '@/lib/core/profile-view'
import { DirectionMarks } from '../direction/direction-marks'
import { ROW_STRIP } from '../direction/strip-layout'

/** A row as a person to pick. */
export interface ListedPerson {
  readonly shard: number
  readonly shardRow: number
  readonly hash: string
  readonly prompt: string
  readonly direction: Direction | null
}

interface PersonListProps<Person extends ListedPerson> {
  readonly label: string
  readonly source: string | null
  readonly people: readonly Person[]
  /** What to say of a person beside their place, such as how near they are. */
  readonly note?: (person: Person) => ReactNode
  readonly action?: (person: Person) => ReactNode
}

/** People to open, each with the direction of their target pair. */
export function PersonList<Person extends ListedPerson>({
  label,
  source,
  people,
  note,
  action,
}: PersonListProps<Person>) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {people.map((person) => (
        <li key={`${person.shard}:${person.shardRow}`} className="border-t py-2 first:border-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              href={profileAddress(person.hash, { ...DEFAULT_PROFILE_VIEW, source })}
              className="min-h-6 min-w-14 content-center font-mono text-signal hover:underline"
            >
              {person.shard}:{person.shardRow}
            </Link>
            {note && <span className="min-w-32 text-meta text-ink-soft">{note(person)}</span>}
            {person.direction && (
              <DirectionMarks planes={packDirection(person.direction)} layout={ROW_STRIP} height={18} />
            )}
            {action && <span className="ml-auto">{action(person)}</span>}
          </div>
          <p className="line-clamp-1 text-meta text-ink-soft [overflow-wrap:anywhere]">{person.prompt}</p>
        </li>
      ))}
    </ol>
  )
}
