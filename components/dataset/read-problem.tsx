import { Notice } from '../ui/notice'

/** Something that could not be read, with what is known of it. */
export function ReadProblem({ error, title }: { error: Error; title: string }) {
  return (
    <Notice tone="fault" title={title} details={error.stack} className="m-3">
      {error.message}
    </Notice>
  )
}
