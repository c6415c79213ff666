/** Every way a source can fail, with the HTTP status that our routes answer with. */
export const SOURCE_ERROR_STATUS = {
  'source-not-found': 404,
  'source-built-in': 409,
  'source-changed': 409,
  'source-no-ranges': 422,
  'source-too-large': 422,
  'source-empty': 422,
  'shard-not-found': 404,
  'shard-changed': 412,
  'shard-unreadable': 503,
  'path-refused': 400,
  'range-invalid': 416,
  'range-multiple': 416,
  'range-unsatisfiable': 416,
  'url-invalid': 400,
  'url-format-unknown': 422,
  'hub-reference-invalid': 400,
  'hub-not-found': 404,
  'hub-revision-not-found': 404,
  'hub-path-not-found': 404,
  'hub-gated': 403,
  'hub-token-refused': 403,
  'hub-bad-answer': 502,
  'hub-listing-too-long': 422,
  'upstream-not-found': 404,
  'upstream-refused': 502,
  'upstream-busy': 503,
  'upstream-failed': 502,
  'upstream-unreachable': 502,
  'upstream-address-refused': 403,
  'upstream-redirect-refused': 502,
  'upstream-redirect-loop': 502,
  'upstream-timeout': 504,
  'upstream-dropped': 502,
  'upstream-wrong-length': 502,
  'upstream-encoded': 502,
  'client-closed': 499,
  'folder-missing': 503,
  'folder-truncated': 503,
  'folder-link-refused': 403,
  'sample-missing': 503,
  'sample-damaged': 503,
  'prepared-damaged': 422,
  'registry-unreadable': 503,
  'registry-busy': 503,
} as const

export type SourceErrorCode = keyof typeof SOURCE_ERROR_STATUS

/** What is wrong with a source, fit to be shown: no token, no signature of a link, no path outside the data folders. */
export interface SourceProblem {
  readonly code: SourceErrorCode
  readonly message: string
}

/**
 * A source that cannot be listed, added or read. `code` is stable, `status` is the HTTP status of our own answer, and
 * the message says what failed, where, and what to do.
 */
export class SourceError extends Error {
  override name = 'SourceError'
  constructor(
    readonly code: SourceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  get status(): number {
    return SOURCE_ERROR_STATUS[this.code]
  }

  get problem(): SourceProblem {
    return { code: this.code, message: this.message }
  }
}
