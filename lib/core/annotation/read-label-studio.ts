import { z } from 'zod'
import { describePath } from '@/lib/core/problem'
import type { Answer } from './answer'
import { type FindQuestion, type ReadRecord, readRowReference, readToolValue } from './import-record'
import type { ImportFault } from './import-request'

const resultSchema = z.looseObject({
  from_name: z.string(),
  type: z.string(),
  value: z.looseObject({
    choices: z.array(z.string()).optional(),
    text: z.union([z.string(), z.array(z.string())]).optional(),
    rating: z.number().optional(),
  }),
})

const taskSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()),
  meta: z.record(z.string(), z.unknown()).nullish(),
  annotations: z.array(
    z.looseObject({
      completed_by: z.union([
        z.int(),
        z.string().min(1).max(200),
        z.looseObject({ id: z.int(), email: z.string().optional() }),
      ]),
      result: z.array(resultSchema),
      was_cancelled: z.boolean().nullish(),
      /** Seconds. */
      lead_time: z.number().min(0).max(86_400).nullish(),
    }),
  ),
})

type Result = z.output<typeof resultSchema>

function readResult({ type, value }: Result, find: ReturnType<FindQuestion>): Answer | string {
  if (!find) return 'is no question of this project'
  const raw = value.choices ?? value.text ?? value.rating
  return raw === undefined
    ? `a result of type ${type} cannot be taken: choices, textarea and rating can`
    : readToolValue(find, raw)
}

/**
 * A task of Label Studio's JSON export. The row is named by `hash` in its data or meta, or by the data `prompt`, `chosen`
 * and `rejected`; `from_name` names the question. Cancelled annotations are skips and are left out.
 * Source: Label Studio documentation, "Export annotations", JSON format (data, annotations, result, lead_time).
 */
export function readLabelStudioTask(json: unknown, place: string, find: FindQuestion): ReadRecord {
  const parsed = taskSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      annotations: [],
      faults: [{ place, problem: `${describePath(issue?.path ?? [])} ${issue?.message}`.trim() }],
    }
  }
  const { data, meta } = parsed.data
  const given = parsed.data.annotations.filter((one) => !one.was_cancelled)
  if (given.length === 0) return { annotations: [], faults: [] }
  const row = readRowReference(data, meta)
  if (!row)
    return {
      annotations: [],
      faults: [{ place, problem: 'names no row: it needs a hash, or prompt, chosen and rejected' }],
    }
  const faults: ImportFault[] = []
  const annotations = given.map(({ completed_by, result, lead_time }) => {
    const answers: Record<string, Answer> = {}
    for (const one of result) {
      const question = find(one.from_name)
      const answer = readResult(one, question)
      if (typeof answer === 'string') faults.push({ place: `${place}, question ${one.from_name}`, problem: answer })
      else if (question && question.key in answers)
        faults.push({ place: `${place}, question ${one.from_name}`, problem: 'is answered twice in one annotation' })
      else if (question) answers[question.key] = answer
    }
    const annotator =
      typeof completed_by === 'object' ? (completed_by.email ?? String(completed_by.id)) : String(completed_by)
    const activeMs = lead_time == null ? null : Math.round(lead_time * 1000)
    return { place, kind: 'annotation' as const, row, annotator, answers, activeMs, reason: '' }
  })
  return { annotations: faults.length > 0 ? [] : annotations, faults }
}
