/** Every way in which the server cannot answer about a source, with the HTTP status of our routes. */
export const ANSWERS_ERROR_STATUS = {
  'answers-off': 403,
  'answers-elsewhere': 422,
  'answers-making': 503,
  'answers-failed': 422,
  'answers-busy': 503,
  'answers-broken': 503,
  'answer-too-large': 422,
  'sql-refused': 422,
  'sql-failed': 422,
  'sql-memory': 422,
  'sql-timeout': 504,
  'client-closed': 499,
} as const

export type AnswersErrorCode = keyof typeof ANSWERS_ERROR_STATUS

/** A question that the server did not answer. `code` is stable; the message says why and what to do. */
export class AnswersError extends Error {
  override name = 'AnswersError'
  constructor(
    readonly code: AnswersErrorCode,
    message: string,
    readonly facts: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  get status(): number {
    return ANSWERS_ERROR_STATUS[this.code]
  }
}
