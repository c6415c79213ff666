import type { ReactNode } from 'react'
import { Rail } from '@/components/frame/rail'

/** The frame around every working page: it stays, the main area scrolls. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-dvh overflow-hidden max-[720px]:flex-col">
      <Rail />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</main>
    </div>
  )
}
