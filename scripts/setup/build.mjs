// What is made in the checkout from its sources: the database client, the browser's WebAssembly files, worker programs, the app.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runProcess } from './processes.mjs'
import { hashFiles, hasStamp, writeStamp } from './stamp.mjs'

const APP_SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'instrumentation-client.ts',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

async function runStamped(root, name, sources, isThere, work) {
  const file = path.join(root, 'dist', 'stamps', name)
  const stamp = hashFiles(root, sources)
  if (hasStamp(file, stamp) && isThere()) return 'up to date'
  rmSync(file, { force: true })
  await work()
  writeStamp(file, stamp)
  return 'made'
}

/** Generates the database client. */
export function generateClient(root, notes) {
  const sources = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']
  const isThere = () => existsSync(path.join(root, 'lib/store/generated/client.ts'))
  return runStamped(root, 'client', sources, isThere, () =>
    runProcess('prisma generate', process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
      notes,
      cwd: root,
    }),
  )
}

/** Copies the WebAssembly files to public/: a second or nothing, so there is no stamp. */
export async function copyAssets(root, notes) {
  await runProcess('Copying the WebAssembly files', process.execPath, ['scripts/copy-assets.mjs'], { notes, cwd: root })
}

/** Bundles the programs of threads and processes of their own into dist/ and public/workers/. */
export function buildWorkers(root, notes) {
  const programFolders = ['lib', 'scripts/answers', 'scripts/page', 'scripts/prepare']
  const sources = [...programFolders, 'scripts/build-workers.mjs', 'package-lock.json']
  const programs = [
    'dist/built-in-worker.mjs',
    'dist/answers/main.mjs',
    'public/workers/begin-index.js',
    'public/workers/direction-index.js',
    'public/workers/hash-wasm.js',
  ]
  const isThere = () => programs.every((program) => existsSync(path.join(root, program)))
  return runStamped(root, 'workers', sources, isThere, () =>
    runProcess('Building the worker threads', process.execPath, ['scripts/build-workers.mjs'], { notes, cwd: root }),
  )
}

/** Builds the app unless .next is complete and of these sources. */
export function buildApp(root, notes) {
  const idFile = path.join(root, '.next', 'BUILD_ID')
  const built = path.join(root, 'dist', 'stamps', 'build-id')
  const isThere = () => existsSync(idFile) && hasStamp(built, readFileSync(idFile, 'utf8'))
  return runStamped(root, 'app', APP_SOURCES, isThere, async () => {
    await runProcess('next build', process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      notes,
      cwd: root,
      env: { NODE_ENV: 'production' },
    })
    writeStamp(built, readFileSync(idFile, 'utf8'))
  })
}
