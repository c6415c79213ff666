import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { type NewProject, newProjectSchema } from '@/lib/core/annotation/project'
import { type NewQueue, newQueueSchema, type QueueItem } from '@/lib/core/annotation/queue'
import { hashExample } from '@/lib/core/content-hash'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { addItems, createAnnotator, createProject, createQueue, openQueue, readActor } from '@/lib/store'
import { createContentHasher } from '@/lib/store/content-hasher'
import { makeConfig, makeExamples } from './runs'

/** Rows with a direction each: `age-group` +, `openness` -, and the same in every history item. */
export function makeItems(count: number, seed = 1): QueueItem[] {
  const hasher = createContentHasher()
  const direction = DIMENSIONS.map(({ key }): Sign => (key === 'age-group' ? 1 : key === 'openness' ? -1 : 0))
  return makeExamples(count, seed).map(({ idx, example: plain }) => {
    const pairs = plain.pairs.map((pair) => ({ ...pair, direction }))
    const example = { ...plain, prompt: `${plain.prompt}, ${seed}.${idx}`, direction, pairs }
    return { idx, hash: hashExample(example, hasher), example, expected: null, explanation: '' }
  })
}

/** A project with a blind question, one by exception and a note. */
export function makeProject(change: Partial<NewProject> = {}): NewProject {
  const plain = newProjectSchema.parse({
    name: 'Made-up project',
    guidelines: 'Read *both* responses.',
    questions: [
      { kind: 'preference', key: 'prefer', title: 'Which response would this person prefer?', confidence: false },
      { kind: 'verify', key: 'given', title: 'Is the direction right?' },
      { kind: 'note', key: 'note', title: 'Anything else?' },
    ],
  })
  return { ...plain, ...change }
}

/** A queue over such rows. */
export function makeQueue(change: Partial<NewQueue> = {}): NewQueue {
  const plain = newQueueSchema.parse({
    name: 'Made-up rows',
    config: { source: makeConfig().source, seed: 7, order: 'given' },
  })
  return { ...plain, ...change }
}

/** Complete answers to the questions of `makeProject`. */
export function makeAnswers(
  side: 'left' | 'right' | 'tie' = 'left',
  age: 'agree' | 'disagree' = 'agree',
): GivenAnswers {
  return {
    prefer: { kind: 'preference', side, confidence: null },
    given: { kind: 'verify', marks: { 'age-group': age, openness: 'agree' } },
  }
}

/** An open project with one open queue of `count` items, and `annotators` people. */
export async function openProject(
  count: number,
  annotators: number,
  { project = {}, queue = {} }: { readonly project?: Partial<NewProject>; readonly queue?: Partial<NewQueue> } = {},
) {
  const admin = await readActor(null)
  const { id: projectId } = await createProject(admin, makeProject(project))
  const queueId = await addQueue(projectId, makeItems(count), queue)
  const people = []
  for (let person = 0; person < annotators; person++)
    people.push(await createAnnotator(admin, { name: `Annotator ${person}`, role: 'annotator' }))
  return { admin, projectId, queueId, people }
}

/** Adds an open queue with these items to a project; returns its id. */
export async function addQueue(
  projectId: string,
  items: readonly QueueItem[],
  queue: Partial<NewQueue> = {},
): Promise<string> {
  const admin = await readActor(null)
  const { id } = await createQueue(admin, projectId, makeQueue(queue))
  await addItems(admin, id, items)
  await openQueue(admin, id, items.length)
  return id
}
