import { fileURLToPath } from 'node:url'
import { type BuildResult, build, type Plugin } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Packages that come later than the first load, if at all. */
const LATER = [
  'zod',
  'recharts',
  'hash-wasm',
  'diff',
  'apache-arrow',
  'parquet-wasm',
  '@duckdb/duckdb-wasm',
  '@tanstack/react-table',
]

const later: Plugin = {
  name: 'later',
  setup({ onResolve }) {
    for (const name of LATER)
      onResolve({ filter: new RegExp(`^${name}(/|$)`) }, () => ({ path: name, external: true, sideEffects: false }))
  },
}

const SCREENS = [
  'components/explore/explore-screen.tsx',
  'components/vectors/vectors-screen.tsx',
  'components/profiles/profile-screen.tsx',
  'components/profiles/profiles-screen.tsx',
  'components/annotate/projects-screen.tsx',
  'components/annotate/new-project-screen.tsx',
  'components/annotate/project-screen.tsx',
  'components/annotating/work-screen.tsx',
  'components/evaluate/evaluate-screen.tsx',
  'components/evaluate/new-run-screen.tsx',
  'components/evaluate/run-screen.tsx',
  'components/backends/backends-screen.tsx',
  'components/dashboards/dashboards-screen.tsx',
  'components/results/results-view.tsx',
  'components/frame/page-bar.tsx',
]

let built: BuildResult<{ metafile: true }>
beforeAll(async () => {
  // All at once: they share most of their files. What `LATER` names is not read, which takes most of the time.
  built = await build({
    absWorkingDir: root,
    entryPoints: SCREENS,
    outdir: 'first-load',
    bundle: true,
    splitting: true,
    treeShaking: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    alias: { '@': root.replace(/\/$/, '') },
    external: ['react', 'react-dom', 'next/*', '*.worker.ts'],
    plugins: [later],
    metafile: true,
    logLevel: 'silent',
  })
})

/** The packages in the scripts that a screen needs before it asks for anything else. */
function firstPackages(screen: string): readonly string[] {
  const { outputs } = built.metafile
  const open = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === screen)
  expect(open).toHaveLength(1)
  const seen = new Set(open)
  const named = new Set<string>()
  for (const path of open)
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind !== 'import-statement' || seen.has(next)) continue
      if (external) named.add(next)
      else open.push(next)
      seen.add(next)
    }
  const inputs = open.flatMap((path) =>
    Object.entries(outputs[path]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  )
  const bundled = inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [])
  return [...new Set([...bundled, ...named])]
}

test.each(SCREENS)('the first load of %s holds no package that can wait', (screen) => {
  const packages = firstPackages(screen)
  expect(packages).toContain('lucide-react')
  expect(packages.filter((name) => LATER.includes(name))).toEqual([])
})
