'use client'
import { PageBar } from '@/components/frame/page-bar'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

interface PageErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

/** Shown when a page could not be made: what is known of it, and another try. */
export default function PageError({ error, reset }: PageErrorProps) {
  return (
    <>
      <PageBar title="This page failed" />
      <div className="p-4">
        <Notice
          tone="fault"
          title="The page could not be shown"
          details={`${error.message}${error.digest ? `\nserver log: ${error.digest}` : ''}`}
          actions={<Button onClick={reset}>Try again</Button>}
        >
          Nothing was changed. If it fails again, look into the terminal that runs the app.
        </Notice>
      </div>
    </>
  )
}
