import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopServer } from '../../scripts/database/embedded-server.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseDir: string
  }
}

/** Names a folder for the run's one database server, which the first test that asks starts, and stops it at the end. */
export default function setup(project: TestProject): () => Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'alignx-pg-'))
  chmodSync(dir, 0o755)
  project.provide('databaseDir', path.join(dir, 'pg'))
  return async () => {
    await stopServer(path.join(dir, 'pg'))
    rmSync(dir, { recursive: true, force: true })
  }
}
