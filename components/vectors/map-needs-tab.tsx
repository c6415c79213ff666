import { Laptop } from 'lucide-react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

/** In the place of the map while the server answers: the directions that it draws are not in this tab. */
export function MapNeedsTab({ onAnswerHere }: { onAnswerHere: () => void }) {
  return (
    <EmptyState
      icon={Laptop}
      title="The map is drawn in this tab"
      action={
        <Button variant="primary" onClick={onAnswerHere}>
          Answer in this tab
        </Button>
      }
    >
      <p>
        The server answers for these rows now, so their directions are not here. The map needs all of them, about 111
        bytes a row in memory.
      </p>
    </EmptyState>
  )
}
