// The packages of package-lock.json.
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { runProcess } from './processes.mjs'
import { hashFiles, hasStamp, writeStamp } from './stamp.mjs'

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** Whether somebody installed by hand what the lock asks for: npm writes its own record of node_modules last. */
function isInstalledByHand(root) {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'))
  const wanted = Object.entries(readPackages(path.join(root, 'package-lock.json'))).filter(([at]) => at !== '')
  return wanted.every(([at, { version, optional, devOptional, peer }]) => {
    const found = installed[at]
    return found ? found.version === version : Boolean(optional || devOptional || peer)
  })
}

function canWriteHome() {
  try {
    accessSync(existsSync(path.join(homedir(), '.npm')) ? path.join(homedir(), '.npm') : homedir(), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Installs what the lock names, without install scripts, unless it is there already. Answers what was done.
 * A kill in the middle leaves no stamp, and `npm ci` begins by removing what is half there.
 */
export async function installPackages(root, notes) {
  const file = path.join(root, 'node_modules', '.alignx-installed')
  const stamp = `${hashFiles(root, ['package-lock.json'])} ${process.platform}-${process.arch}`
  if (hasStamp(file, stamp)) return 'already there'
  const isByHand = isInstalledByHand(root)
  if (!isByHand) {
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
    const cache = path.join(notes, 'npm-cache')
    if (!canWriteHome()) mkdirSync(cache, { recursive: true })
    const [command, ...args] = [
      ...npm,
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--prefer-offline',
      '--loglevel=error',
    ]
    await runProcess('npm ci', command, canWriteHome() ? args : [...args, `--cache=${cache}`], {
      notes,
      cwd: root,
      env: { NODE_ENV: '' },
    })
  }
  writeStamp(file, stamp)
  return isByHand ? 'already there' : 'npm ci'
}
