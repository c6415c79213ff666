// npm run fix-lock, after each change of the packages: a registry may lack packages for other platforms; npm then leaves
// them out of the lock, and `npm ci` refuses it. Adds them without hashes, and removes download addresses.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = 'package-lock.json'
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'wasi',
  'win32',
]
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'ppc64le',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

/** Whether node would find the package `name` from the package at `at`. */
function isLocked(packages, at, name) {
  for (let base = at; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true
    if (base === '') return false
  }
}

/** The entry of a package for another platform, which its name tells. */
function describePlatform(name, range, isDev) {
  const parts = name.replace('windows', 'win32').split(/[-/_.]/)
  const os = SYSTEMS.filter((system) => parts.includes(system))
  const cpu = PROCESSORS.filter((processor) => parts.includes(processor))
  return {
    version: range.replace(/^[\^~=]/, ''),
    optional: true,
    ...(isDev ? { dev: true } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(parts.some((part) => part.endsWith('musl')) ? { libc: ['musl'] } : {}),
  }
}

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const { packages } = lock
const added = []
for (const [at, entry] of Object.entries({ ...packages })) {
  delete entry.resolved
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(packages, at, name)) continue
    packages[`node_modules/${name}`] = describePlatform(name, range, entry.dev)
    added.push(name)
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'The lock is complete.' : `added ${added.length}: ${added.join(', ')}`)
