import type { Shortage } from '@/lib/core/annotation/task'
import { formatCount } from '../ui/format'
import type { OutboxEntry } from './outbox'

/** What waits to be sent: `3 answers wait for the connection`; `null` when nothing does. */
export function describeWaiting(entries: readonly OutboxEntry[], waitsFor: string | null): string | null {
  const waiting = entries.filter((entry) => entry.refusal === null)
  if (waiting.length === 0) return null
  const areAnswers = waiting.every((entry) => entry.request.action === 'submit')
  const noun = areAnswers ? 'answer' : 'change'
  const [are, wait] = waiting.length === 1 ? ['is', `${noun} waits`] : ['are', `${noun}s wait`]
  if (waitsFor !== null) return `${formatCount(waiting.length)} ${wait} for the connection`
  return `${formatCount(waiting.length)} ${waiting.length === 1 ? noun : `${noun}s`} ${are} being sent`
}

/** Why there is no item, and what to do. `waitsFor` tells why what is submitted waits; `null` when nothing waits. */
export function describeEmptyDesk(
  shortage: Shortage | null,
  isClosed: boolean,
  waitsFor: string | null,
): { readonly title: string; readonly text: string } {
  if (waitsFor !== null)
    return {
      title: 'No connection',
      text: 'The items that were at hand are answered, and your answers are kept in this browser. They are sent, and the next items come, as soon as the server is reached.',
    }
  if (isClosed)
    return {
      title: 'The project is closed',
      text: 'No more items are handed out. Your answers are kept; a closed project can be opened again by an admin.',
    }
  switch (shortage) {
    case 'all-done':
    case null:
      return {
        title: 'Everything is done',
        text: 'No item is left for you in the open queues. New items come up here by themselves.',
      }
    case 'held-by-others':
      return {
        title: 'Others have the last items',
        text: 'Every item that is left lies with somebody now. If one comes back, it appears here; this page looks every 30 seconds.',
      }
    case 'share-used':
      return {
        title: 'Your share is done',
        text: 'You have as many items as one person gets here. An admin can raise the share of a queue.',
      }
    case 'nothing-open':
      return {
        title: 'No queue is open',
        text: 'Items come up here by themselves as soon as an admin opens a queue.',
      }
  }
}

/** Time left of a lease, in words; `null` while there is plenty. `isOver` once it has run out. */
export function describeLease(leaseUntil: string | undefined, now: number): { text: string; isOver: boolean } | null {
  if (leaseUntil === undefined) return null
  const minutes = (Date.parse(leaseUntil) - now) / 60_000
  if (minutes > 3) return null
  if (minutes > 0)
    return {
      text: `The item is held for you for ${minutes < 1.5 ? 'one more minute' : `${Math.round(minutes)} more minutes`}.`,
      isOver: false,
    }
  return {
    text: 'The time for this item ran out, so another may get it. What you typed is kept, and counts if you submit it.',
    isOver: true,
  }
}

/** A message with a full stop at its end, for more to follow. */
export function endSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
