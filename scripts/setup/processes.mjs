// Child processes in groups of their own, written down while they run, so that a later start can end what a kill left over.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from './progress.mjs'

const running = new Set()

/** When a process began, in the clock ticks of Linux: with the number it names one process for good. `null` when it is gone. */
export function readBirth(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code === 'ESRCH') return null
  }
  if (process.platform !== 'linux') return 0
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    return fields[0] === 'Z' ? null : Number(fields[19])
  } catch {
    return null
  }
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

async function endGroup(pid) {
  killGroup(pid, 'SIGTERM')
  for (let waited = 0; waited < 5_000 && readBirth(pid) !== null; waited += 25) await sleep(25)
  killGroup(pid, 'SIGKILL')
}

/**
 * Starts a program in a group of its own. While it runs, `notes` (a folder) holds a file that names it.
 * `output` is `inherit`, or `keep` to collect what it says in `child.said`.
 */
export function startProcess(command, args, { notes, env = {}, cwd, output = 'keep' }) {
  const out = output === 'keep' ? 'pipe' : 'inherit'
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      ...(output === 'keep' ? { FORCE_COLOR: '0' } : {}),
      ...env,
    },
    stdio: ['ignore', out, out],
    detached: true,
  })
  child.said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      child.said = (child.said + text).slice(-20_000)
    })
  }
  const note = path.join(notes, `process-${child.pid}`)
  if (child.pid) {
    mkdirSync(notes, { recursive: true })
    writeFileSync(note, String(readBirth(child.pid)))
    running.add(child.pid)
  }
  child.ended = new Promise((resolve) => {
    function finish(code) {
      running.delete(child.pid)
      rmSync(note, { force: true })
      resolve(code)
    }
    child.once('error', (error) => {
      child.said += error.message
      finish(127)
    })
    child.once('close', (code, signal) => finish(code ?? (signal ? 128 : 1)))
  })
  return child
}

/** Runs a program to its end; throws `SetupError` with the end of what it said when it fails. */
export async function runProcess(what, command, args, options) {
  const child = startProcess(command, args, options)
  const code = await child.ended
  if (code !== 0) {
    const said = child.said.trimEnd().split('\n').slice(-30).join('\n')
    throw new SetupError(`${what} failed (exit code ${code}).\n${said}`)
  }
  return child.said
}

/** Ends every program that this process started. */
export async function endProcesses() {
  await Promise.all([...running].map(endGroup))
}

/** Ends what a killed start left running, by the notes of `dir`. */
export async function endLeftovers(dir) {
  const notes = readdirSync(dir).filter((name) => name.startsWith('process-'))
  for (const name of notes) {
    const pid = Number(name.slice('process-'.length))
    const birth = readBirth(pid)
    if (birth !== null && String(birth) === readFileSync(path.join(dir, name), 'utf8')) await endGroup(pid)
    rmSync(path.join(dir, name), { force: true })
  }
}

function listeningInodes(port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8').split('\n').slice(1)
    } catch {
      return []
    }
  })
  const fields = rows.map((row) => row.trim().split(/\s+/))
  return new Set(fields.filter((row) => row[1]?.endsWith(suffix) && row[3] === '0A').map((row) => `socket:[${row[9]}]`))
}

/** The process that listens on a port, as `process 12 (node server.js)`; `null` where it cannot be seen. */
export function describeListener(port) {
  if (process.platform !== 'linux') return null
  const inodes = listeningInodes(port)
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const holds = readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`)))
      if (holds) return `process ${pid} (${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()})`
    } catch {
      // Processes of other users, and those that end meanwhile, cannot be read.
    }
  }
  return null
}
