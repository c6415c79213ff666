// The folder of the app's state: the database, the sample, the log.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { SetupError } from './progress.mjs'

/** What a new state folder needs: 60 MB for the database, 20 MB for the sample, and room to work. */
const NEEDED_MB = 200
const PROBE_BYTES = 1024 * 1024
/** The longest path of the database folder for which a Unix socket fits beside it. */
const MAX_SOCKET_FOLDER_BYTES = 88

function explain(dir, error) {
  const reasons = {
    EACCES: `The state folder ${dir} cannot be written: permission is denied. Give it to this user, or choose another with --data DIR.`,
    EPERM: `The state folder ${dir} cannot be written: it is not permitted. Give it to this user, or choose another with --data DIR.`,
    EROFS: `The state folder ${dir} is on a read-only file system. Choose another with --data DIR.`,
    ENOSPC: `The disk of the state folder ${dir} is full. Free ${NEEDED_MB} MB, or choose another with --data DIR.`,
    EDQUOT: `The disk quota for the state folder ${dir} is used up. Free ${NEEDED_MB} MB, or choose another with --data DIR.`,
    ENOTDIR: `The state folder ${dir} lies under something that is a file. Choose another with --data DIR.`,
    ENOENT: `The state folder ${dir} cannot be made there. Choose another with --data DIR.`,
    EEXIST: `The state folder ${dir} is a file. Choose another with --data DIR.`,
    ENAMETOOLONG: `The path of the state folder ${dir} is too long. Choose a shorter one with --data DIR.`,
  }
  return new SetupError(reasons[error.code] ?? `The state folder ${dir} cannot be used: ${error.message}`, {
    cause: error,
  })
}

/** Like `mkdirSync` with `recursive`, which never returns where a file system such as /proc refuses with ENOENT. */
function makeFolder(dir) {
  if (existsSync(dir) && statSync(dir).isDirectory()) return
  if (path.dirname(dir) !== dir) makeFolder(path.dirname(dir))
  mkdirSync(dir, { mode: 0o700 })
}

function probe(dir) {
  const file = path.join(dir, `probe-${process.pid}`)
  try {
    const fd = openSync(file, 'w', 0o600)
    try {
      writeSync(fd, Buffer.alloc(PROBE_BYTES, 1))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } finally {
    rmSync(file, { force: true })
  }
}

/** Makes the folder where there is none and tries to write; its real path. Throws `SetupError` that says what to do. */
export function openDataFolder(folder) {
  const wanted = path.resolve(folder)
  try {
    makeFolder(wanted)
    const dir = realpathSync(wanted)
    const bytes = Buffer.byteLength(path.join(dir, 'pg'))
    if (bytes > MAX_SOCKET_FOLDER_BYTES) {
      throw new SetupError(
        `The path of the state folder ${dir} is too long for the database's socket: ${bytes - 3} bytes, and ${MAX_SOCKET_FOLDER_BYTES - 3} fit. Choose a shorter one with --data DIR.`,
      )
    }
    probe(dir)
    const { bavail, bsize } = statfsSync(dir)
    const freeMb = Math.floor((bavail * bsize) / 1e6)
    if (freeMb < NEEDED_MB) {
      throw new SetupError(
        `The disk of the state folder ${dir} is full: ${freeMb} MB are free and ${NEEDED_MB} MB are needed. Free some, or choose another with --data DIR.`,
      )
    }
    return dir
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw explain(wanted, error)
  }
}
