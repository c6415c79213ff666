import { createHash } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { type ContentHasher, hashExample } from '@/lib/core/content-hash'
import { toExample } from '@/scripts/sample/first-rows'
import { createRowWriter } from '@/scripts/sample/row'

const madeSchema = z.looseObject({ id: z.string(), name: z.string() })
/** Something that the API made. */
export type Made = z.infer<typeof madeSchema>

interface ProjectPlan {
  readonly name: string
  readonly questions: readonly object[]
  readonly items: number
  readonly overlap?: number
  readonly guidelines?: string
  /** Names of people who annotate. */
  readonly people: readonly string[]
}

const writeRow = createRowWriter({ rows: 100, seed: 5, textScale: 1 })

/** A project with one open queue over rows of the sample's kind, and the people who annotate it, all by the API. */
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
  const hasher = createHasher()
  const items = Array.from({ length: plan.items }, (_, idx) => {
    const example = toExample(writeRow(idx))
    return { idx, hash: hashExample(example, hasher), example }
  })
  await post(`/queues/${queue.id}/items`, { items })
  await post(`/queues/${queue.id}/open`, { items: items.length })
  const people: Made[] = []
  for (const person of plan.people) people.push(madeSchema.parse(await post('/annotators', { name: person })))
  return { project, queue, people }
}

function createHasher(): ContentHasher {
  let hash = createHash('sha256')
  return {
    init: () => {
      hash = createHash('sha256')
    },
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
