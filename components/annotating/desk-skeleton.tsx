import { Skeleton } from '../ui/skeleton'

/** The desk while its first item comes. */
export function DeskSkeleton() {
  return (
    <div aria-busy="true" className="grid min-h-0 flex-1 gap-4 p-4 min-[1024px]:grid-cols-[minmax(0,1fr)_34%]">
      <div className="flex flex-col gap-4">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-28 w-full" />
        <Skeleton className="h-28 w-full" />
        <Skeleton className="h-28 w-full" />
      </div>
    </div>
  )
}
