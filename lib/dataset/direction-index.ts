import 'client-only'
import { createDirectionIndexClient } from './direction-index-client'

/** The direction index of this page, in a worker of its own that starts with the first rows. */
export const directionIndex = createDirectionIndexClient((fail) => {
  const worker = new Worker(new URL('./direction-index.worker.ts', import.meta.url), { type: 'module' })
  worker.onerror = (event) => fail(event.message || 'its worker could not be loaded')
  worker.onmessageerror = () => fail('its worker sent what cannot be read')
  return worker
})
