import 'client-only'
import { INDEX_WORKER, takeBegunIndex } from './begun-index'
import { createDirectionIndexClient } from './direction-index-client'

/** The direction index of this page, in a worker of its own that starts with the first rows, or before the page's scripts. */
export const directionIndex = createDirectionIndexClient(
  (fail) => {
    takeBegunIndex(null)
    return watch(new Worker(INDEX_WORKER, { type: 'module' }), fail)
  },
  (part, fail) => {
    const begun = takeBegunIndex(part)
    return begun && { port: watch(begun.worker, fail), replies: begun.replies }
  },
)

function watch(worker: Worker, fail: (message: string) => void): Worker {
  worker.onerror = (event) => fail(event.message || 'its worker could not be loaded')
  worker.onmessageerror = () => fail('its worker sent what cannot be read')
  return worker
}
