import 'server-only'
import { z } from 'zod'
import { projectSchema, suggestionTimeSchema } from '@/lib/core/annotation/project'
import { isBlind, questionsSchema } from '@/lib/core/annotation/question'
import { query } from '../database'
import { isId } from '../short-id'
import { unknownProject } from './projects'

const rowSchema = z.object({
  id: z.string(),
  status: projectSchema.shape.status,
  questions: questionsSchema,
  suggestions: suggestionTimeSchema,
  version: z.int(),
})

/** What a task needs of its project: all but what has to be counted. */
export type TaskProject = Omit<z.output<typeof rowSchema>, 'version'> & {
  readonly isBlind: boolean
  readonly guidelines: { readonly version: number }
}

/** A project for one of its tasks. Throws `StoreError` (`project-unknown`). */
export async function readTaskProject(id: string): Promise<TaskProject> {
  const [row] = isId(id)
    ? await query(
        'SELECT id, status, questions, suggestions, guideline_version AS version FROM annotation_project WHERE id = $1',
        [id],
      )
    : []
  if (!row) throw unknownProject(id)
  const { version, ...project } = rowSchema.parse(row)
  return { ...project, isBlind: isBlind(project.questions), guidelines: { version } }
}
