import { Link2Off } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'

export default function SharedNotFound() {
  return (
    <main>
      <EmptyState icon={Link2Off} title="Nothing stands behind this link">
        It was revoked, has ended, or was copied incompletely. Ask whoever sent it for a new one.
      </EmptyState>
    </main>
  )
}
