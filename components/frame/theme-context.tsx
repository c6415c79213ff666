'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { Theme } from './theme'

const ThemeContext = createContext<Theme>('system')

/** Tells the pages which colours were chosen, as the server read it from the cookie. */
export function ThemeProvider({ theme, children }: { theme: Theme; children: ReactNode }) {
  return <ThemeContext value={theme}>{children}</ThemeContext>
}

/** The colours chosen when the page was made. */
export function useInitialTheme(): Theme {
  return useContext(ThemeContext)
}
