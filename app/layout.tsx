import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { StyleNonce } from '@/components/frame/style-nonce'
import { parseTheme, THEME_COOKIE } from '@/components/frame/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'AlignX Lens', template: '%s · AlignX Lens' },
  description: 'Browse, score and share AlignX personalised preference data.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** Pages carry a nonce for each request, so none is built ahead of time. */
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  const nonce = (await headers()).get('x-nonce')
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        {nonce && <StyleNonce nonce={nonce} />}
        {children}
      </body>
    </html>
  )
}
