import {
  guidelineListSchema,
  type NewProject,
  newGuidelineSchema,
  newProjectSchema,
  type ProjectChange,
  projectSchema,
} from '@/lib/core/annotation/project'
import { questionsSchema } from '@/lib/core/annotation/question'
import { requestAs, requestNothingAs } from '../annotators/request-as'

/** What is wrong with a draft, and where: `name`, or `questions` and a place. */
export interface DraftFault {
  readonly place: readonly (string | number)[]
  readonly message: string
}

/** The faults of a project that is not sent yet; none when it can be. */
export function findProjectFaults(draft: NewProject): readonly DraftFault[] {
  return faultsOf(newProjectSchema.safeParse(draft))
}

/** The faults of changed questions, placed as in a project. */
export function findQuestionFaults(questions: NewProject['questions']): readonly DraftFault[] {
  return faultsOf(questionsSchema.safeParse(questions)).map(({ place, message }) => ({
    place: ['questions', ...place],
    message,
  }))
}

interface Parsed {
  readonly error?: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] }
}

function faultsOf({ error }: Parsed): readonly DraftFault[] {
  return (error?.issues ?? []).map(({ path, message }) => ({
    place: path.filter((part) => typeof part !== 'symbol'),
    message,
  }))
}

/** Makes a project. Throws `RequestError`. */
export function createProject(who: string, project: NewProject) {
  return requestAs(who, projectSchema, '/api/v1/projects', { method: 'POST', body: project })
}

/** One project as it is now. Throws `RequestError`. */
export function readProject(who: string, id: string, signal: AbortSignal) {
  return requestAs(who, projectSchema, `/api/v1/projects/${id}`, { signal })
}

/** Renames, closes or opens a project, or changes its questions while it has no item. Throws `RequestError`. */
export function changeProject(who: string, id: string, change: ProjectChange) {
  return requestAs(who, projectSchema, `/api/v1/projects/${id}`, { method: 'PATCH', body: change })
}

/** Every version of the guidelines, newest first. Throws `RequestError`. */
export async function listGuidelines(who: string, id: string, signal: AbortSignal) {
  const path = `/api/v1/projects/${id}/guidelines`
  return (await requestAs(who, guidelineListSchema, path, { signal })).guidelines
}

/** Adds the next version of the guidelines. Throws `RequestError`. */
export function addGuideline(who: string, id: string, text: string) {
  const body = newGuidelineSchema.parse({ text })
  return requestAs(who, projectSchema, `/api/v1/projects/${id}/guidelines`, { method: 'POST', body })
}

/** Deletes a project that has no items. Throws `RequestError`. */
export function deleteProject(who: string, id: string) {
  return requestNothingAs(who, `/api/v1/projects/${id}`, { method: 'DELETE' })
}
