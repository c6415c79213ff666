import { readdirSync, readFileSync } from 'node:fs'

const SAMPLE_MS = 25

/** What the largest page process of a browser took, all workers of the page included. */
export interface PagePeak {
  /** Resident memory as the kernel's high-water mark has it, program text shared with other processes included. */
  readonly residentBytes: number
  /** Resident memory of the process's own (anonymous and shared memory, no files), sampled every 25 ms. */
  readonly privateBytes: number
  /** Processor time since the watch began: what a quiet core would take, whatever else is running. */
  readonly cpuSeconds: number
}

/** Linux tells processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Watches the page processes under the process `pid` until the returned function is called. Linux only. */
export function watchPageMemory(pid: number): () => PagePeak {
  let peak: PagePeak = { residentBytes: 0, privateBytes: 0, cpuSeconds: 0 }
  const cpuAtStart = new Map(pageProcesses(pid).map((page) => [page.pid, page.cpuSeconds]))
  const sample = () => {
    for (const page of pageProcesses(pid))
      peak = {
        residentBytes: Math.max(peak.residentBytes, page.peakBytes),
        privateBytes: Math.max(peak.privateBytes, page.privateBytes),
        cpuSeconds: Math.max(peak.cpuSeconds, page.cpuSeconds - (cpuAtStart.get(page.pid) ?? 0)),
      }
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return () => {
    clearInterval(timer)
    sample()
    return peak
  }
}

/** Memory of its own of the largest page process under the process `pid`, now, in bytes. Linux only. */
export function readPageBytes(pid: number): number {
  return Math.max(0, ...pageProcesses(pid).map(({ privateBytes }) => privateBytes))
}

function pageProcesses(pid: number) {
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : [],
  )
  const family = new Set([pid])
  for (let grew = true; grew; ) {
    grew = false
    for (const one of processes)
      if (family.has(one.parent) && !family.has(one.pid)) {
        family.add(one.pid)
        grew = true
      }
  }
  return processes.filter((one) => family.has(one.pid) && one.command.includes('--type=renderer'))
}

function readProcess(pid: number) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const privateBytes = (read('RssAnon') + read('RssShmem')) * 1024
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
    return { pid, parent: read('PPid'), peakBytes: read('VmHWM') * 1024, privateBytes, cpuSeconds, command }
  } catch {
    return null // The process ended while the list was read.
  }
}
