import { SourceError } from './source-error'
import { describeUrl, dropAnswer, type UpstreamAnswer } from './upstream-request'

/**
 * The error for an answer that is neither what was asked for nor a redirect; the answer is let go. The hub says why in
 * `X-Error-Code`; its status alone does not tell a gated dataset from a bad token, nor a missing one from a private one.
 * Source: huggingface_hub, utils/_http.py, `hf_raise_for_status`.
 */
export function upstreamStatusError(answer: UpstreamAnswer): SourceError {
  const { response, url } = answer
  dropAnswer(answer)
  const hubCode = response.headers['x-error-code']
  const where = describeUrl(url)
  const status = response.statusCode ?? 0
  switch (typeof hubCode === 'string' ? hubCode.toLowerCase() : '') {
    case 'gatedrepo':
      return new SourceError(
        'hub-gated',
        `${where} is gated. Ask for access on the hub, then add the source with a token of an account that has it.`,
      )
    case 'reponotfound':
      return new SourceError(
        'hub-not-found',
        `${where} does not exist on the hub, or is private. Check its name, or give a token that can read it.`,
      )
    case 'revisionnotfound':
      return new SourceError(
        'hub-revision-not-found',
        `${where}: the hub has no such revision. Check what follows the @.`,
      )
    case 'entrynotfound':
      return new SourceError('hub-path-not-found', `${where}: the dataset has no such path at this revision.`)
  }
  if (status === 404 || status === 410)
    return new SourceError('upstream-not-found', `${where} does not exist (${status}).`)
  if (status === 401 || status === 403)
    return new SourceError('upstream-refused', `${where} may not be read (${status}).`)
  if (status === 429 || status === 503)
    return new SourceError('upstream-busy', `${url.host} asks to try again later (${status}).`)
  return new SourceError('upstream-failed', `${where} answered ${status}, which is not the file. Try again later.`)
}
