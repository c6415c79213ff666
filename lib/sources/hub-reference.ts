import { isPlainPath } from './shard-name'
import { SourceError } from './source-error'

/** A dataset on the hub. `revision` is a branch, a tag or a commit; `path` a folder or a file, `null` for everything. */
export interface HubReference {
  readonly owner: string
  readonly name: string
  readonly revision: string
  readonly path: string | null
}

const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,94}[A-Za-z0-9])?$/
const REVISION = /^[A-Za-z0-9]([A-Za-z0-9._%+~-]{0,198}[A-Za-z0-9_+~-])?$/

/**
 * Reads `hf://datasets/<owner>/<name>[@<revision>][/<path>]`. Slashes of a revision are written `%2F`; without one it is
 * `main`. Throws `hub-reference-invalid`.
 * Source: huggingface_hub, hf_file_system.py, and the names that the hub accepts.
 */
export function parseHubReference(text: string): HubReference {
  const match = /^hf:\/\/datasets\/([^/@]+)\/([^/@]+)(?:@([^/@]+))?(?:\/([^@]*))?$/.exec(text.trim())
  if (match === null) throw invalid(text, 'write it as hf://datasets/<owner>/<name>[@<revision>][/<path>]')
  const [, owner = '', name = '', encodedRevision = 'main', rest = ''] = match
  if (!isHubName(owner)) throw invalid(text, `${JSON.stringify(owner)} is no owner's name`)
  if (!isHubName(name)) throw invalid(text, `${JSON.stringify(name)} is no dataset's name`)
  const revision = encodedRevision.replace(/%2F/gi, '/')
  if (!REVISION.test(encodedRevision) || /%(?!2F)/i.test(encodedRevision) || !isPlainPath(revision))
    throw invalid(text, `${JSON.stringify(encodedRevision)} is no revision`)
  const path = rest.replace(/\/+$/, '')
  if (path !== '' && !isPlainPath(path)) throw invalid(text, `${JSON.stringify(path)} is no plain path`)
  return { owner, name, revision, path: path === '' ? null : path }
}

function isHubName(name: string): boolean {
  return NAME.test(name) && !name.includes('..') && !name.includes('--')
}

function invalid(text: string, problem: string): SourceError {
  return new SourceError(
    'hub-reference-invalid',
    `${JSON.stringify(text.slice(0, 120))} is not a dataset on the hub: ${problem}.`,
  )
}

/** The reference as text, in the form that `parseHubReference` reads. */
export function formatHubReference({ owner, name, revision, path }: HubReference): string {
  return `hf://datasets/${owner}/${name}@${revision.replaceAll('/', '%2F')}${path === null ? '' : `/${path}`}`
}
