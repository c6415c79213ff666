import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from './data-folder.mjs'
import { takeLock } from './lock.mjs'
import { readOptions } from './options.mjs'
import { checkPort } from './port.mjs'
import { readBirth } from './processes.mjs'
import { SetupError } from './progress.mjs'
import { hashFiles } from './stamp.mjs'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'alignx-setup-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('the options come before the environment, and that before the defaults', () => {
  expect(readOptions([], {})).toEqual({ port: 3000, data: '.data', isHelp: false })
  const env = { PORT: '3001', ALIGNX_STATE_DIR: '/srv/a' }
  expect(readOptions([], env)).toMatchObject({ port: 3001, data: '/srv/a' })
  expect(readOptions(['--port', '3002', '--data=/srv/b'], env)).toMatchObject({ port: 3002, data: '/srv/b' })
})

test.each([
  [['--port', '0']],
  [['--port', '65536']],
  [['--port', '3e3']],
  [['--port', '-1']],
  [['--port']],
  [['--data=']],
  [['--what']],
  [['stray']],
])('%j is refused with the usage', (args) => {
  expect(() => readOptions(args, {})).toThrow(/usage: npm start/)
})

test('a taken port is named with the program that holds it', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const refusal = checkPort(port)
  await expect(refusal).rejects.toThrow(SetupError)
  await expect(checkPort(port)).rejects.toThrow(`Port ${port} is taken by process ${process.pid} `)
  await new Promise((resolve) => server.close(resolve))
  await expect(checkPort(port)).resolves.toBeUndefined()
})

test('a state folder is made, or refused with what to do', () => {
  expect(openDataFolder(path.join(dir, 'a', 'b'))).toBe(path.join(dir, 'a', 'b'))
  expect(readdirSync(path.join(dir, 'a', 'b'))).toEqual([])
  writeFileSync(path.join(dir, 'file'), '')
  expect(() => openDataFolder(path.join(dir, 'file'))).toThrow(/is a file.*--data DIR/)
  expect(() => openDataFolder(path.join(dir, 'file', 'x'))).toThrow(/--data DIR/)
  expect(() => openDataFolder(path.join(dir, 'a'.repeat(90)))).toThrow(/too long for the database's socket/)
  expect(() => openDataFolder('/proc/alignx')).toThrow(/cannot be made there/)
})

test('a lock is held by the living and taken from the dead, whose programs are ended', async () => {
  const release = await takeLock(dir, { port: 1 }, () => {})
  const refuse = (holder: { pid: number; port: number }) => {
    throw new Error(`held by ${holder.pid} on ${holder.port}`)
  }
  await expect(takeLock(dir, {}, refuse)).rejects.toThrow(`held by ${process.pid} on 1`)
  release()

  const orphan = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const ended = new Promise((resolve) => orphan.once('exit', (_code, signal) => resolve(signal)))
  writeFileSync(path.join(dir, `process-${orphan.pid}`), String(readBirth(orphan.pid)))
  writeFileSync(path.join(dir, 'lock'), JSON.stringify({ pid: process.pid, birth: 1, port: 2 }))
  const again = await takeLock(dir, {}, refuse)
  expect(await ended).toBe('SIGTERM')
  expect(readdirSync(dir)).toEqual(['lock'])
  again()
  expect(existsSync(path.join(dir, 'lock'))).toBe(false)
})

test('a program that merely got the number of an old one is left alone', async () => {
  const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  writeFileSync(path.join(dir, `process-${stranger.pid}`), '1')
  const release = await takeLock(dir, {}, () => {})
  expect(readBirth(stranger.pid)).not.toBeNull()
  release()
  stranger.kill()
})

test('the hash of the sources changes with a name and a content, and not with a test', () => {
  mkdirSync(path.join(dir, 'lib'))
  writeFileSync(path.join(dir, 'lib', 'a.ts'), '1')
  const first = hashFiles(dir, ['lib', 'absent.ts'])
  writeFileSync(path.join(dir, 'lib', 'a.test.ts'), '2')
  expect(hashFiles(dir, ['lib', 'absent.ts'])).toBe(first)
  writeFileSync(path.join(dir, 'lib', 'a.ts'), '3')
  const second = hashFiles(dir, ['lib'])
  expect(second).not.toBe(first)
  writeFileSync(path.join(dir, 'lib', 'b.ts'), '')
  expect(hashFiles(dir, ['lib'])).not.toBe(second)
})
