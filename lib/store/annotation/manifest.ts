import 'server-only'
import { createHash } from 'node:crypto'
import type { AnnotationManifest } from '@/lib/core/annotation/manifest'
import type { Project } from '@/lib/core/annotation/project'
import type { Queue } from '@/lib/core/annotation/queue'
import { codeVersion } from '../code-version'
import { query } from '../database'
import { readAgreement } from './agreement'
import { exportLines } from './exports'
import { readProject } from './projects'
import { listQueues } from './queues'

/** Seeds the intervals of manifests, so that the same annotations give the same manifest. */
const SEED = 1

async function hashLines(projectId: string): Promise<AnnotationManifest['data']> {
  const hash = createHash('sha256')
  let [lines, bytes] = [0, 0]
  for await (const page of exportLines(projectId, false))
    for (const line of page) {
      const text = `${JSON.stringify(line)}\n`
      hash.update(text)
      lines += 1
      bytes += Buffer.byteLength(text)
    }
  return { lines, bytes, sha256: hash.digest('hex') }
}

function cite(project: Project, queues: readonly Queue[], sha256: string): string {
  const sources = [
    ...new Set(queues.map(({ config }) => `${config.source.label}${config.source.synthetic ? ' (synthetic)' : ''}`)),
  ]
  return `“${project.name}”, annotations of ${sources.join(', ') || 'no rows'}, guidelines version ${project.guidelines.version}, SHA-256 ${sha256}, exported by AlignX Lens ${codeVersion()}.`
}

/** What the exports of a project rest on. Throws `StoreError` (`project-unknown`), and the signal's reason. */
export async function readManifest(projectId: string, signal: AbortSignal): Promise<AnnotationManifest> {
  const project = await readProject(projectId)
  const [queues, data, agreement, [counts]] = await Promise.all([
    listQueues(projectId),
    hashLines(projectId),
    readAgreement(projectId, null, SEED, signal),
    query<{ adjudications: number; annotators: number }>(
      `SELECT (SELECT count(*)::int FROM annotation_adjudication WHERE project_id = $1) AS adjudications,
         (SELECT count(DISTINCT annotator_id)::int FROM annotation_assignment
          WHERE project_id = $1 AND state = 'done') AS annotators`,
      [projectId],
    ),
  ])
  const { id, name, questions, isBlind, suggestions, guidelines } = project
  const sha256 = createHash('sha256').update(guidelines.text).digest('hex')
  return {
    format: 'alignx-lens-annotations',
    version: 1,
    project: { id, name, questions, isBlind, suggestions },
    guidelines: { version: guidelines.version, sha256 },
    queues: queues.map(({ id, name, purpose, config, overlap, items }) => ({
      id,
      name,
      purpose,
      config,
      overlap,
      items,
    })),
    counts: {
      items: project.items,
      annotations: project.annotations,
      adjudications: counts?.adjudications ?? 0,
      annotators: counts?.annotators ?? 0,
    },
    data,
    agreement: agreement.parts.filter((part) => part.part === null),
    dataset: agreement.dataset,
    codeVersion: codeVersion(),
    citation: cite(project, queues, data.sha256),
  }
}
