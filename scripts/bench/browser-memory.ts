import { readdirSync, readFileSync } from 'node:fs'

/** The peak resident memory, in bytes, of the largest page process under the process `pid`. Linux only. */
export function peakPageMemory(pid: number): number {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [readProcess(Number(name))] : []))
  const family = new Set([pid])
  for (let grew = true; grew; ) {
    grew = false
    for (const one of processes)
      if (one && family.has(one.parent) && !family.has(one.pid)) {
        family.add(one.pid)
        grew = true
      }
  }
  const pages = processes.filter((one) => one && family.has(one.pid) && one.command.includes('--type=renderer'))
  return Math.max(0, ...pages.map((one) => one?.peakBytes ?? 0))
}

function readProcess(pid: number) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return { pid, parent: read('PPid'), peakBytes: read('VmHWM') * 1024, command }
  } catch {
    return null // The process ended while the list was read.
  }
}
