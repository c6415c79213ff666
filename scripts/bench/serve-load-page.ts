import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')
const TYPES = new Map([
  ['js', 'text/javascript'],
  ['wasm', 'application/wasm'],
  ['ts', 'text/javascript'],
])

/** A source of the benchmark: a name and the Parquet files behind it. */
export type BenchSources = Readonly<Record<string, readonly string[]>>

/** Serves the load page, the app's own workers and WebAssembly, and these sources with range reads, on 127.0.0.1. */
export async function serveLoadPage(sources: BenchSources, port: number): Promise<Server> {
  const scripts = await bundleScripts()
  const files = new Map(
    Object.values(sources).flatMap((paths) => paths.map((path) => [`/data/${basename(path)}`, path])),
  )
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const script = scripts.get(pathname)
    const source = sources[pathname.replace('/api/v1/sources/', '')]
    const file =
      files.get(pathname) ?? (/^\/(duckdb|parquet)\/[\w./-]+$/.test(pathname) ? join(ROOT, 'public', pathname) : null)
    if (pathname === '/')
      send(response, 'text/html', '<!doctype html><script type="module" src="/load-page.js"></script>')
    else if (script !== undefined) send(response, 'text/javascript', script)
    else if (source) send(response, 'application/json', JSON.stringify(describeSource(source)))
    else if (file) sendFile(response, file, request.headers.range)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

function describeSource(paths: readonly string[]) {
  const shards = paths.map((path) => ({
    name: basename(path),
    url: `/data/${basename(path)}`,
    bytes: statSync(path).size,
  }))
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0)
  return {
    id: 'bench',
    label: 'Benchmark',
    kind: 'sample',
    synthetic: true,
    removable: false,
    bytes,
    revision: null,
    filesUrl: null,
    shards,
  }
}

async function bundleScripts(): Promise<Map<string, string>> {
  const entries = new Map([
    ['/load-page.js', 'scripts/bench/load-page.ts'],
    ['/loader.worker.ts', 'lib/dataset/loader.worker.ts'],
    ['/workers/direction-index.js', 'lib/dataset/direction-index.worker.ts'],
  ])
  const scripts = new Map<string, string>()
  for (const [path, entry] of entries) {
    const { outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      write: false,
      minify: true,
      conditions: ['browser'],
      alias: { '@': ROOT },
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    })
    scripts.set(path, outputFiles[0]?.text ?? '')
  }
  return scripts
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}

function sendFile(response: ServerResponse, path: string, range: string | undefined): void {
  const { size } = statSync(path)
  const type = TYPES.get(path.slice(path.lastIndexOf('.') + 1)) ?? 'application/octet-stream'
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined) {
    response.writeHead(200, { 'content-type': type, 'content-length': size }).end(readFileSync(path))
    return
  }
  const start = Number(first)
  const end = last ? Math.min(Number(last), size - 1) : size - 1
  response.writeHead(206, {
    'content-type': type,
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${size}`,
  })
  createReadStream(path, { start, end }).pipe(response)
}
