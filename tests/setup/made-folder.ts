import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    madeDir: string
  }
}

/** Names a folder for what the tests of a run make once (`make-once.ts`), and removes it at the end. */
export default function setup(project: TestProject): () => void {
  const dir = mkdtempSync(path.join(tmpdir(), 'alignx-made-'))
  project.provide('madeDir', dir)
  return () => rmSync(dir, { recursive: true, force: true })
}
