import type { Task } from '@/lib/core/annotation/task'

/** For tests: a blind task without history. */
export function makeTask(id: string, change: Partial<Task> = {}): Task {
  return {
    id,
    projectId: 'p',
    queueId: 'q',
    itemId: `item-${id}`,
    state: 'leased',
    isTraining: false,
    hash: null,
    item: {
      prompt: `Post of ${id}`,
      left: 'One reply.',
      right: 'Another reply.',
      direction: null,
      demographics: null,
      ugc: [],
      pairs: [],
      profile: null,
    },
    chosenSide: null,
    dueAt: null,
    leaseUntil: '2026-01-01T00:30:00.000Z',
    draft: null,
    answers: null,
    revision: 0,
    suggestions: [],
    skipReason: null,
    ...change,
  }
}
