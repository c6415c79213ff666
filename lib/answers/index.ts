import 'server-only'
import { join, resolve } from 'node:path'
import { env } from '@/lib/env'
import { AnswersError } from './answers-error'
import { type AnswersService, createAnswersService, DEFAULT_ANSWERS_SETTINGS } from './answers-service'

export { AnswersError, type AnswersErrorCode } from './answers-error'
export { type AnswersService, createAnswersService, DEFAULT_ANSWERS_SETTINGS } from './answers-service'
export type { QueryRows } from './query-protocol'
export type { AnsweredSource } from './tables'

// Next bundles routes apart from each other: all share one process that answers.
declare global {
  var alignxAnswers: AnswersService | undefined
}

/** The answers of this server, set up from the environment when they are first asked. Throws `answers-off`. */
export function answersService(): AnswersService {
  const { ALIGNX_ANSWERS, ALIGNX_STATE_DIR } = env()
  if (ALIGNX_ANSWERS === 'off')
    throw new AnswersError('answers-off', 'This server was told not to answer questions: ALIGNX_ANSWERS is off.')
  globalThis.alignxAnswers ??= createAnswersService({
    ...DEFAULT_ANSWERS_SETTINGS,
    folder: resolve(join(ALIGNX_STATE_DIR, 'answers')),
  })
  return globalThis.alignxAnswers
}

/** Puts another service in the place of the one set up from the environment: other limits, another folder. */
export function provideAnswersService(other: AnswersService): void {
  globalThis.alignxAnswers = other
}
