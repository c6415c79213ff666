import { Button } from '@/components/ui/button'

/** It is part of every page's first load, so it does without the router's links and the icons, which are code. */
export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-16 text-center">
      <h1 className="text-title font-medium">Nothing is here</h1>
      <p className="text-body text-ink-soft">The address leads nowhere. What stood here may have been deleted.</p>
      <Button variant="primary" asChild className="mt-3">
        <a href="/explore">Go to Explore</a>
      </Button>
    </main>
  )
}
