import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

interface LoadFailedProps {
  readonly title: string
  readonly error: Error
  readonly onRetry: () => void
}

/** What could not be read, and the way to read it again. */
export function LoadFailed({ title, error, onRetry }: LoadFailedProps) {
  return (
    <Notice
      tone="fault"
      title={title}
      className="mb-3"
      actions={
        <Button size="small" onClick={onRetry}>
          Read it again
        </Button>
      }
    >
      {error.message}
    </Notice>
  )
}
