import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Rail } from '@/components/frame/rail'
import { parseTheme, THEME_COOKIE } from '@/components/frame/theme'
import { ThemeProvider } from '@/components/frame/theme-context'

/** The frame around every working page: it stays, the main area scrolls. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <ThemeProvider theme={theme}>
      <div className="flex h-dvh overflow-hidden max-[720px]:flex-col">
        <Rail />
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</main>
      </div>
    </ThemeProvider>
  )
}
