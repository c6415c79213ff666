import { Skeleton } from '../ui/skeleton'

/** In the place of the table while the first rows are read. */
export function TableSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4" aria-hidden>
      <Skeleton className="h-20 w-full" />
      {Array.from({ length: 12 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal boxes.
        <Skeleton key={at} className="h-5 w-full" />
      ))}
    </div>
  )
}
