import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { CommandPalette } from './command-palette'
import { parseTheme, THEME_COOKIE } from './theme'
import { ThemeToggle } from './theme-toggle'

interface PageBarProps {
  readonly title: string
  /** What the page is about right now: dataset, counts, progress. */
  readonly children?: ReactNode
}

/** The bar above every page: its title, what it shows, the command palette and the colours. */
export async function PageBar({ title, children }: PageBarProps) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b px-4">
      <h1 className="text-read font-semibold">{title}</h1>
      <div className="flex min-w-0 flex-1 items-center gap-2">{children}</div>
      <CommandPalette />
      <ThemeToggle initial={theme} />
    </header>
  )
}
