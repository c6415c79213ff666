import { z } from 'zod'
import { describePath } from '@/lib/core/problem'
import type { Answer } from './answer'
import { type FindQuestion, type ReadRecord, readRowReference, readToolValue } from './import-record'
import type { ImportFault } from './import-request'
import type { Question } from './question'

const resultSchema = z.looseObject({
  from_name: z.string(),
  to_name: z.union([z.string(), z.array(z.string())]).optional(),
  type: z.string(),
  value: z.looseObject({
    choices: z.array(z.string()).optional(),
    text: z.union([z.string(), z.array(z.string())]).optional(),
    rating: z.number().optional(),
    selected: z.enum(['left', 'right']).optional(),
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

function readResult(result: Result, question: ReturnType<FindQuestion>): Answer | string {
  if (!question) return 'is no question of this project'
  const { type, value } = result
  if (value.selected) return readPairwise(result.to_name, value.selected, question)
  const raw = value.choices ?? value.text ?? value.rating
  return raw === undefined
    ? `a result of type ${type} cannot be taken: choices, textarea, rating and pairwise can`
    : readToolValue(question, raw)
}

/** Sides are told apart by the names of the two elements alone: the export does not say which text stood where. */
function readPairwise(toName: Result['to_name'], selected: 'left' | 'right', question: Question): Answer | string {
  const names = [toName ?? []].flat().flatMap((text) => text.split(',').map((name) => name.trim()))
  const isPair = names.length === 2 && names.includes('chosen') && names.includes('rejected')
  return isPair
    ? readToolValue(question, names[selected === 'left' ? 0 : 1])
    : `compares ${names.join(' and ') || 'nothing'}: name the two elements chosen and rejected in the labelling configuration`
}

/**
 * A task of Label Studio's JSON export. The row is named by `hash` in its data or meta, or by the data `prompt`, `chosen`
 * and `rejected`; `from_name` names the question. A `Pairwise` result is read where its elements are named `chosen` and
 * `rejected`, in either order. Cancelled annotations are skips and are left out.
 * Source: Label Studio documentation, "Export annotations", JSON format (data, annotations, result, lead_time), and "Pairwise".
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
