'use client'
'use no memo'
import type { ReactNode } from 'react'
import { CommandPalette } from './command-palette'
import { ThemeToggle } from './theme-toggle'

interface PageBarProps {
  readonly title: string
  /** What the page is about right now: dataset, counts, progress, actions. */
  readonly children?: ReactNode
}

/** The bar above every page: its title, what it shows, the command palette and the colours. */
export function PageBar({ title, children }: PageBarProps) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 border-b px-3 max-[720px]:py-1.5">
      <h1 className="truncate text-read font-semibold">{title}</h1>
      <div className="flex min-w-0 flex-1 items-center gap-2 max-[720px]:order-last max-[720px]:basis-full max-[720px]:flex-wrap">
        {children}
      </div>
      <div className="flex items-center max-[720px]:ml-auto">
        <CommandPalette />
        <ThemeToggle />
      </div>
    </header>
  )
}
