import { Skeleton } from '../ui/skeleton'

/** In the place of a tab while its rows or its code are loaded. */
export function TabSkeleton() {
  return (
    <div className="flex flex-col gap-2 pt-3" aria-hidden>
      <Skeleton className="h-8 w-80 max-w-full" />
      {Array.from({ length: 18 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal boxes.
        <Skeleton key={at} className="h-5 w-full" />
      ))}
    </div>
  )
}
