import { type AnsweredSource, AnswersError } from '@/lib/answers'
import { sourceService } from '@/lib/sources'

/** A source that this server can answer about. Throws `AnswersError` (`answers-elsewhere`) and `SourceError`. */
export async function locateAnswered(id: string): Promise<AnsweredSource> {
  const located = await sourceService().locateSource(id)
  if (located) return located
  throw new AnswersError(
    'answers-elsewhere',
    `The files of ${id} lie on another server, which this one only passes on. Copy them into the folder that ALIGNX_DATA_DIR names, or ask in the browser.`,
  )
}
