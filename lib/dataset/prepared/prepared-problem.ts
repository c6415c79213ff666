import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { type LoadProblem, toLoadProblem } from '../load-error'
import { PreparedReadError } from './prepared-read-error'

/** Any fault of a prepared dataset as the screen shows it. */
export function toPreparedProblem(error: unknown): LoadProblem {
  if (error instanceof PreparedReadError || error instanceof PreparedFormatError)
    return { code: 'prepared', message: error.message }
  return toLoadProblem(error, 'The prepared dataset', 'engine')
}
