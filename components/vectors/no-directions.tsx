import { Compass } from 'lucide-react'
import Link from 'next/link'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { formatCount } from '../ui/format'

interface NoDirectionsProps {
  readonly rows: number
  /** More rows are being loaded, which may have directions. */
  readonly isPartial: boolean
}

/** In the place of every view of the vectors when no row has one. */
export function NoDirections({ rows, isPartial }: NoDirectionsProps) {
  return (
    <EmptyState
      icon={Compass}
      title="These rows have no directions"
      action={
        <Button variant="primary" asChild>
          <Link href="/explore">Browse the rows in Explore</Link>
        </Button>
      }
    >
      <p>
        None of the {formatCount(rows)} rows loaded {isPartial && 'so far '}has a preference direction of its own, so
        shares, relations, comparisons, neighbours and maps are undefined. That is usual for benchmark files such as
        P-Soups; their pairs may lack directions as well.
      </p>
      <p className="mt-2">Open AlignX shards, or any rows with a field “Preference Direction” of 90 numbers.</p>
    </EmptyState>
  )
}
