import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let project: string

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'alignx-lint-'))
  spawnSync('git', ['init', '-q'], { cwd: project })
  cpSync(path.join(root, 'biome.json'), path.join(project, 'biome.json'))
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
  writeFileSync(path.join(project, '.gitignore'), 'node_modules\n')
  writeFileSync(path.join(project, 'tsconfig.json'), '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }\n')
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true })
  writeFileSync(path.join(project, file), text)
}

/** The rules that the project's own lint finds broken in one file that imports `from`. */
function lintImport(file: string, from: string): string {
  write(file, `import { thing } from '${from}'\n\nexport const other = thing\n`)
  const result = spawnSync('node_modules/.bin/biome', ['lint', '--max-diagnostics=50', file], {
    cwd: project,
    encoding: 'utf8',
  })
  rmSync(path.join(project, file))
  return `${result.status} ${result.stdout} ${result.stderr}`
}

test.each([
  ['lib/core/a.ts', 'pg'],
  ['lib/core/a.ts', 'node:fs'],
  ['lib/core/a.ts', '@/lib/store'],
  ['lib/core/a.ts', '../store/database'],
  ['lib/guard/a.ts', '@/lib/env'],
  ['lib/dataset/a.ts', '@/lib/store'],
  ['lib/dataset/queries/a.ts', '../../store/runs'],
  ['lib/dataset/a.ts', '@/components/ui/button'],
  ['lib/store/a.ts', '@/lib/inference'],
  ['lib/store/a.ts', '../inference/scorer'],
  ['lib/store/a.ts', '@/app/start-worker'],
  ['lib/inference/built-in/a.ts', '../../store'],
  ['lib/inference/a.ts', '@/lib/sources'],
  ['lib/sources/a.ts', '@/lib/dataset/engine'],
  ['lib/sources/a.ts', '@/lib/answers'],
  ['lib/answers/a.ts', '@/lib/sources'],
  ['lib/answers/a.ts', '@/lib/dataset/bind-params'],
  ['lib/dataset/a.ts', '@/lib/answers'],
  ['lib/store/a.ts', '@/lib/answers'],
  ['components/explore/a.tsx', '@/lib/answers'],
  ['components/explore/a.tsx', '@/lib/store'],
  ['components/explore/a.tsx', '@/lib/inference/scorer'],
  ['components/ui/a.tsx', '@/lib/env'],
  ['components/ui/a.tsx', '@/app/api/route-handler'],
  ['components/explore/a.tsx', '../evaluate/run-screen'],
  ['components/evaluate/a.tsx', '@/components/explore/columns'],
  ['components/vectors/a.tsx', '../explore/equaliser'],
  ['components/explore/a.tsx', '@/components/vectors/heat-map'],
  ['components/profiles/a.tsx', '../vectors/agreement-strip'],
  ['components/vectors/a.tsx', '@/components/profiles/lane-mark'],
])('%s may not import %s', (file, from) => {
  expect(lintImport(file, from)).toMatch(/^1 .*noRestrictedImports/s)
})

test.each([
  ['lib/core/a.ts', 'zod'],
  ['lib/core/a.ts', './dimensions'],
  ['lib/core/a.ts', '@/lib/core/dimensions'],
  ['lib/store/a.ts', '@/lib/core/run'],
  ['lib/store/a.ts', './generated/client'],
  ['lib/dataset/queries/a.ts', '../bind-params'],
  ['lib/inference/built-in/a.ts', '../scorer'],
  ['lib/sources/a.ts', '@/lib/env'],
  ['lib/answers/a.ts', '@/lib/env'],
  ['components/explore/a.tsx', '@/lib/dataset'],
  ['components/explore/a.tsx', '@/components/ui/button'],
  ['app/api/v1/runs/route.ts', '@/lib/store'],
])('%s may import %s', (file, from) => {
  expect(lintImport(file, from)).not.toContain('noRestrictedImports')
})

test('files may not import each other in a circle', () => {
  write('lib/core/first.ts', "import { second } from './second'\n\nexport const first = () => second\n")
  write('lib/core/second.ts', "import { first } from './first'\n\nexport const second = () => first\n")
  const result = spawnSync('node_modules/.bin/biome', ['lint', 'lib'], { cwd: project, encoding: 'utf8' })
  expect(result.status).toBe(1)
  expect(`${result.stdout}${result.stderr}`).toContain('noImportCycles')
})
