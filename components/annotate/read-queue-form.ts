import type { NewQueue, QueueConfig } from '@/lib/core/annotation/queue'
import { endOfDay } from './queue-dates'

/** What a queue is for. */
export type QueuePurpose = NewQueue['purpose']

/** A queue as its form says, and the size of its sample. */
interface ReadQueue {
  readonly queue: NewQueue
  readonly size: number
}

/** Reads the form of a queue; the browser has held its numbers to their limits. */
export function readQueueForm(form: FormData, purpose: QueuePurpose, source: QueueConfig['source']): ReadQueue {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const profile = text('profile')
  const isRandom = text('order') !== 'given'
  return {
    size: Number(text('size')),
    queue: {
      name: text('name') || (source.filter || source.label).slice(0, 120),
      purpose,
      overlap: purpose === 'work' ? Number(text('overlap')) : 1,
      share: purpose !== 'work' || text('share') === '' ? null : Number(text('share')),
      goldEvery: purpose === 'gold' ? Number(text('goldEvery')) : 10,
      dueAt: endOfDay(text('due')),
      config: {
        source,
        seed: Number(text('seed')),
        order: isRandom ? 'random' : 'given',
        suggest: {
          profile: profile === 'published' || profile === 'exact' ? profile : null,
          runId: text('run') || null,
        },
      },
    },
  }
}
