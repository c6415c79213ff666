import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { hashExample } from '@/lib/core/content-hash'
import { parseSigns } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { createBufferedHasher } from '@/lib/dataset/hasher'

const madeSchema = z.looseObject({ id: z.string(), name: z.string() })
/** Something that the API made. */
export type Made = z.infer<typeof madeSchema>

interface ProjectPlan {
  readonly name: string
  readonly questions: readonly object[]
  readonly items: number
  readonly overlap?: number
  readonly guidelines?: string
  /** Names of people who annotate; each gets a part of the project's id, so that no two are alike in one app. */
  readonly people: readonly string[]
}

/** Active in gender and openness. */
const DIRECTION = parseSigns(`0+00-${'0'.repeat(85)}`)

function makeExample(place: number): Example {
  return {
    prompt: `I have tried ${place + 2} ways to keep my tomatoes alive. What would you do?`,
    chosen: `Water them in the morning, and write down what happens. Week ${place + 1} tells you more than any book.`,
    rejected: `Buy ${place + 3} new plants. Some of them will live.`,
    direction: DIRECTION,
    demographics: 'Somebody with a small garden who likes plain answers.',
    ugc: [
      {
        prompt: 'Which shovel lasts?',
        comment: 'The dull one. Openness to new tools is expensive.',
        direction: DIRECTION,
      },
    ],
    pairs: [
      {
        prompt: 'How deep do roots go?',
        chosen: 'As deep as the water.',
        rejected: 'Nobody knows.',
        direction: DIRECTION,
      },
    ],
    profile: null,
    groundTruthPersona: null,
    extra: {},
  }
}

/** A project with one open queue over made-up rows, and the people who annotate it, all by the API. */
export async function makeAnnotationProject(request: APIRequestContext, plan: ProjectPlan) {
  const { name, questions, guidelines = 'Read *both* responses.', overlap = plan.people.length } = plan
  const post = async (path: string, data: object) => {
    const response = await request.post(`/api/v1${path}`, { data })
    if (!response.ok()) throw new Error(`POST ${path} was answered ${response.status()}: ${await response.text()}`)
    return response.json()
  }
  const project = madeSchema.parse(await post('/projects', { name, questions, guidelines }))
  const source = {
    label: 'made up',
    view: '',
    filter: '',
    synthetic: true,
    available: plan.items,
    datasetHash: '0'.repeat(64),
  }
  const queue = madeSchema.parse(
    await post(`/projects/${project.id}/queues`, {
      name: 'Made-up rows',
      overlap,
      config: { source, seed: 7, order: 'given' },
    }),
  )
  const hasher = await createBufferedHasher()
  const items = Array.from({ length: plan.items }, (_, idx) => {
    const example = makeExample(idx)
    return { idx, hash: hashExample(example, hasher), example }
  })
  await post(`/queues/${queue.id}/items`, { items })
  await post(`/queues/${queue.id}/open`, { items: items.length })
  const people: Made[] = []
  for (const person of plan.people)
    people.push(madeSchema.parse(await post('/annotators', { name: `${person} ${project.id.slice(0, 5)}` })))
  return { project, queue, people }
}
