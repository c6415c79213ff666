import type { BackendConfig } from '@/lib/core/backend'
import { InferenceError } from '../scorer'

const SHOWN_CHARACTERS = 200

/** The backend can score nothing as it is: every example would be refused too. Code `backend-cannot-score`. */
export function cannotScore(backend: BackendConfig, problem: string, options?: ErrorOptions): InferenceError {
  return new InferenceError(
    `${backend.name}: ${problem}`,
    { backend: backend.id, code: 'backend-cannot-score', isRetryable: false },
    options,
  )
}

/** The backend answered these tokens with something that is no score of them. Code `backend-bad-score`. */
export function badScore(backend: BackendConfig, problem: string): InferenceError {
  return new InferenceError(`${backend.name}: ${problem}`, {
    backend: backend.id,
    code: 'backend-bad-score',
    isRetryable: false,
  })
}

/** The start of a server's text for a message: one line, without control characters and without `secret`. */
export function quoteAnswer(text: string, secret: string | null): string {
  const known = secret === null ? text : text.replaceAll(secret, '…')
  const line = known
    .slice(0, 4 * SHOWN_CHARACTERS)
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line
}
