/** How the colours are chosen: by the system's setting or fixed. Remembered in a cookie, so the first paint is right. */
export type Theme = 'system' | 'light' | 'dark'

export const THEME_COOKIE = 'theme'

export function parseTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}
