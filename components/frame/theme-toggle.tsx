'use client'
'use no memo'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { THEME_COOKIE, type Theme } from './theme'
import { useInitialTheme } from './theme-context'

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const

/** Walks through system, light and dark, and remembers the choice for a year. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(useInitialTheme())
  const Icon = ICONS[theme]

  function change() {
    const next = NEXT[theme]
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`
    setTheme(next)
  }

  return (
    <Button
      variant="quiet"
      size="icon"
      onClick={change}
      aria-label={`Colours: ${theme}. Change to ${NEXT[theme]}`}
      title={`Colours: ${theme}`}
    >
      <Icon aria-hidden />
    </Button>
  )
}
