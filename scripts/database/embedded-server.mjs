// A PostgreSQL server of the app's own over one data directory: no TCP port, no password, a socket that only its owner can reach.
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DatabaseServerError, findPrograms, planUser } from './server-programs.mjs'

/** A socket's path may have 107 bytes, of which `/.s.PGSQL.5432.lock` takes 19. */
export const MAX_PATH_BYTES = 88
const START_TIMEOUT_MS = 30_000

/** The address of a database of the server over `dir`. */
export function databaseAddress(dir, database = 'postgres') {
  return `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(dir)}`
}

async function isAlive(dir) {
  const client = new pg.Client({ connectionString: databaseAddress(dir), connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function readServerPid(dir) {
  const file = path.join(dir, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

/** Removes a lock whose process number now belongs to something else: PostgreSQL itself would refuse to start. */
function dropStaleLock(dir) {
  const pid = readServerPid(dir)
  if (pid === null || process.platform !== 'linux') return
  const file = `/proc/${pid}/cmdline`
  const command = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (!command.includes(`\0-D\0${dir}\0`)) rmSync(path.join(dir, 'postmaster.pid'), { force: true })
}

function readLastFault(log) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-40) : []
  const fault = lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it wrote no log'
  return fault.replace(/^.*?(FATAL|PANIC|ERROR)/, '$1')
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Removes what killed processes left half made; what belongs to a living process is left to it. */
function dropUnfinished(dir) {
  const prefix = `${path.basename(dir)}.new-`
  for (const name of readdirSync(path.dirname(dir))) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue
    try {
      rmSync(path.join(path.dirname(dir), name), { recursive: true, force: true, maxRetries: 5 })
    } catch (error) {
      // An orphan of the killed process may still write into it; the next start removes it.
      if (error.code !== 'ENOTEMPTY') throw error
    }
  }
}

/** Makes the data directory aside and moves it in whole, so that a kill in the middle leaves nothing half made. */
function createCluster(dir, bin, { prefix, owner }, isDurable) {
  dropUnfinished(dir)
  const fresh = `${dir}.new-${process.pid}`
  mkdirSync(fresh, { mode: 0o700 })
  if (owner.uid) chownSync(fresh, owner.uid, owner.gid)
  const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', ...(isDurable ? [] : ['--no-sync'])]
  const [command, ...args] = [...prefix, path.join(bin, 'initdb'), '-D', fresh, ...options]
  const made = spawnSync(command, args, { encoding: 'utf8', cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...owner })
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    const reason = (made.error?.message ?? made.stderr).trim().split('\n').at(-1)
    throw new DatabaseServerError('initdb-failed', `The database could not be made in ${dir}: ${reason}`)
  }
  try {
    renameSync(fresh, dir)
  } catch (cause) {
    if (!existsSync(path.join(dir, 'PG_VERSION'))) throw cause
    rmSync(fresh, { recursive: true, force: true })
  }
}

function spawnServer(dir, bin, { prefix, owner }, isDurable) {
  const settings = ['listen_addresses=', `max_connections=${isDurable ? 60 : 200}`, 'shared_buffers=64MB']
  const args = ['-D', dir, '-k', `"${dir}"`, ...settings.flatMap((setting) => ['-c', setting])]
  const [command, ...rest] = [...prefix, path.join(bin, 'postgres'), ...args, ...(isDurable ? [] : ['-F'])]
  const log = openSync(`${dir}.log`, 'a', 0o600)
  // A process group of its own: Ctrl-C reaches the app first, which then stops the server in order.
  const server = spawn(command, rest, {
    stdio: ['ignore', log, log],
    detached: true,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    ...owner,
  })
  closeSync(log)
  server.unref()
  return server
}

/**
 * Starts the server over `dir`, making the directory first where there is none, or finds the one that a killed parent
 * left behind. Several processes may call it at once. `isDurable: false` drops every fsync: for tests.
 * Returns the address and the process number. Throws `DatabaseServerError`.
 */
export async function startServer(dataDir, { isDurable = true } = {}) {
  mkdirSync(path.dirname(path.resolve(dataDir)), { recursive: true, mode: 0o700 })
  const dir = path.join(realpathSync(path.dirname(path.resolve(dataDir))), path.basename(dataDir))
  if (Buffer.byteLength(dir) > MAX_PATH_BYTES) {
    const text = `The path ${dir} is too long for a socket: ${Buffer.byteLength(dir)} bytes, and ${MAX_PATH_BYTES} fit.`
    throw new DatabaseServerError('path-too-long', `${text} Choose a shorter --data folder.`)
  }
  const bin = findPrograms()
  const user = planUser(bin, dir)
  if (!existsSync(path.join(dir, 'PG_VERSION'))) createCluster(dir, bin, user, isDurable)
  const address = databaseAddress(dir)
  const deadline = Date.now() + START_TIMEOUT_MS
  for (let attempt = 1; ; attempt += 1) {
    if (await isAlive(dir)) return { address, dir, pid: readServerPid(dir), wasRunning: attempt === 1 }
    dropStaleLock(dir)
    const server = spawnServer(dir, bin, user, isDurable)
    let hasEnded = false
    server.once('exit', () => {
      hasEnded = true
    })
    server.once('error', () => {
      hasEnded = true
    })
    while (!hasEnded && Date.now() < deadline) {
      if (await isAlive(dir)) return { address, dir, pid: readServerPid(dir), wasRunning: false }
      await sleep(20)
    }
    // A server that is still going down holds the lock a moment longer; anything else fails again the same way.
    if (attempt >= 20 || Date.now() >= deadline) {
      const fault = readLastFault(`${dir}.log`)
      throw new DatabaseServerError('no-start', `PostgreSQL did not start over ${dir}: ${fault}. Its log: ${dir}.log`)
    }
    await sleep(100)
  }
}

/** Stops the server over `dir` in order, and waits for its end; does nothing when none runs. */
export async function stopServer(dataDir) {
  const dir = path.resolve(dataDir)
  if (!existsSync(dir)) return
  const pid = readServerPid(realpathSync(dir))
  if (pid === null || !isRunning(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 10_000 && isRunning(pid); waited += 20) await sleep(20)
  if (isRunning(pid)) process.kill(pid, 'SIGQUIT')
}
