import { resolve } from 'node:path'

/** Where a path of the command line points: npm runs scripts in the project's folder, the user may stand elsewhere. */
export function locate(file: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env
  return script === 'alignx' && folder !== undefined ? resolve(folder, file) : resolve(file)
}
