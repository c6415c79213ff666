import { Compass } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <main>
      <EmptyState
        icon={Compass}
        title="Nothing is here"
        action={
          <Button variant="primary" asChild>
            <Link href="/explore">Go to Explore</Link>
          </Button>
        }
      >
        The address leads nowhere. What stood here may have been deleted.
      </EmptyState>
    </main>
  )
}
