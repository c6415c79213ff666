// Prisma's schema engine as WebAssembly, driven through a driver adapter: the native one would have to be downloaded.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

async function loadEngineModule() {
  const require = createRequire(import.meta.url)
  const dir = path.dirname(require.resolve('@prisma/schema-engine-wasm'))
  const glue = await import(pathToFileURL(path.join(dir, 'schema_engine_bg.js')).href)
  const wasm = new WebAssembly.Module(readFileSync(path.join(dir, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}

/** The schema engine on the database behind `adapterFactory`. It keeps the process alive: end scripts with `process.exit`. */
export async function openSchemaEngine(adapterFactory, schemaFiles) {
  const SchemaEngine = await loadEngineModule()
  const datamodels = schemaFiles.map((file) => [file.path, file.content])
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapterFactory))
}
