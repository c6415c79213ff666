import { z } from 'zod'
import { groupBy } from '@/lib/core/group-by'
import { describePath } from '@/lib/core/problem'
import type { Answer } from './answer'
import { type FindQuestion, type ReadRecord, readRowReference, readToolValue } from './import-record'
import type { ImportFault } from './import-request'

const recordSchema = z.looseObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  /** By question, the response of each user. */
  responses: z.record(
    z.string(),
    z.array(z.looseObject({ value: z.unknown(), user_id: z.string().min(1).max(200), status: z.string().nullish() })),
  ),
})

/**
 * A record of Argilla 2. The row is named by `hash` in its metadata or fields, or by the fields `prompt`, `chosen` and
 * `rejected`. Only submitted responses are taken; those without a status were.
 * Source: Argilla 2 documentation, `Record.to_dict` (fields, metadata, responses by question).
 */
export function readArgillaRecord(json: unknown, place: string, find: FindQuestion): ReadRecord {
  const result = recordSchema.safeParse(json)
  if (!result.success) {
    const [issue] = result.error.issues
    return {
      annotations: [],
      faults: [{ place, problem: `${describePath(issue?.path ?? [])} ${issue?.message}`.trim() }],
    }
  }
  const { fields, metadata, responses } = result.data
  const given = Object.entries(responses).flatMap(([name, list]) =>
    list
      .filter(({ status }) => status == null || status === 'submitted')
      .map(({ user_id, value }) => ({ name, user: user_id, value })),
  )
  if (given.length === 0) return { annotations: [], faults: [] }
  const row = readRowReference(metadata, fields)
  if (!row)
    return {
      annotations: [],
      faults: [{ place, problem: 'names no row: it needs a hash, or prompt, chosen and rejected' }],
    }
  const faults: ImportFault[] = []
  const annotations = [...groupBy(given, (one) => one.user)].map(([annotator, values]) => {
    const answers: Record<string, Answer> = {}
    for (const { name, value } of values) {
      const question = find(name)
      const answer = question ? readToolValue(question, value) : 'is no question of this project'
      if (typeof answer === 'string') faults.push({ place: `${place}, question ${name}`, problem: answer })
      else if (question) answers[question.key] = answer
    }
    return { place, kind: 'annotation' as const, row, annotator, answers, activeMs: null, reason: '' }
  })
  return { annotations: faults.length > 0 ? [] : annotations, faults }
}
