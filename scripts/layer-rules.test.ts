import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))
const REFUSED = [
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
  ['components/annotate/a.tsx', '../annotating/desk'],
  ['components/annotating/a.tsx', '@/components/annotate/data-table'],
] as const

const ALLOWED = [
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
  ['components/annotating/a.tsx', '../annotators/request-as'],
  ['app/api/v1/runs/route.ts', '@/lib/store'],
] as const

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({ severity: z.string(), category: z.string(), location: z.object({ path: z.string() }) }),
  ),
})

let project: string
/** What the project's own lint finds broken, by file. */
const broken = new Map<string, string[]>()

// One start of the linter over all files: each would take a second.
beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'alignx-lint-'))
  spawnSync('git', ['init', '-q'], { cwd: project })
  cpSync(path.join(root, 'biome.json'), path.join(project, 'biome.json'))
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
  write('.gitignore', 'node_modules\n')
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }\n')
  for (const [file, from] of [...REFUSED, ...ALLOWED])
    write(fileOfCase(file, from), `import { thing } from '${from}'\n\nexport const other = thing\n`)
  write('lib/core/first.ts', "import { second } from './second'\n\nexport const first = () => second\n")
  write('lib/core/second.ts', "import { first } from './first'\n\nexport const second = () => first\n")
  const args = ['lint', '--max-diagnostics=none', '--reporter=json', '.']
  const { stdout } = spawnSync('node_modules/.bin/biome', args, { cwd: project, encoding: 'utf8' })
  for (const { severity, category, location } of reportSchema.parse(JSON.parse(stdout)).diagnostics)
    broken.set(location.path, [...(broken.get(location.path) ?? []), `${severity} ${category}`])
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true })
  writeFileSync(path.join(project, file), text)
}

/** A file of its own for each import, beside the named one. */
function fileOfCase(file: string, from: string): string {
  const { dir, name, ext } = path.parse(file)
  return `${dir}/${name}-${from.replaceAll(/[^a-z]+/g, '-')}${ext}`
}

test.each(REFUSED)('%s may not import %s', (file, from) => {
  expect(broken.get(fileOfCase(file, from))).toContain('error lint/style/noRestrictedImports')
})

test.each(ALLOWED)('%s may import %s', (file, from) => {
  expect((broken.get(fileOfCase(file, from)) ?? []).join()).not.toContain('noRestrictedImports')
})

test('files may not import each other in a circle', () => {
  expect(broken.get('lib/core/first.ts')).toContain('error lint/suspicious/noImportCycles')
})
