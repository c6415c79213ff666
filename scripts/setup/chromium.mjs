// The browser of the browser tests: Debian's Chromium, or the one that CHROMIUM names.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium on this machine, or `null`. */
export function findChromium() {
  return process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place)) ?? null
}

/** Installs Debian's Chromium where there is none and this user may. Answers what was done; throws what to do. */
export function installChromium() {
  const found = findChromium()
  if (found) return found
  const advice = 'Install it (apt-get install chromium), or set CHROMIUM to the path of one.'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`There is no Chromium for the browser tests, and this user may not install one. ${advice}`)
  }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (status !== 0) throw new Error(`apt-get ${args[0]} failed. ${advice}`)
  }
  return 'installed from Debian'
}
