import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { FirstPage } from './first-rows'
import { readOptions, type SampleSettings, SampleUsageError } from './options'
import { createRowWriter } from './row'
import { VECTOR_MACRO } from './rows-file'
import { removePartial, type ShardEntry, type ShardPlan, writeParquet, writeRows } from './write-shard'

export const GENERATOR = 'alignx-lens-sample'
/** Raised whenever the same seed gives other rows than before. */
export const GENERATOR_VERSION = 1
export const NOTE =
  'Synthetic rows in the schema of AlignX, made by a program. No text, person or preference in them is real.'

export interface SampleManifest {
  readonly synthetic: true
  readonly generator: string
  readonly version: number
  readonly seed: number
  readonly rows: number
  readonly textScale: number
  readonly shards: readonly ShardEntry[]
  readonly note: string
}

/**
 * Writes a sample: Parquet shards, `first-rows.json`, and `manifest.json` last, so that a folder without a manifest is
 * an unfinished one. Each file appears under its name only when it is whole. A sample that is already there is replaced.
 * Throws `SampleUsageError` for options it does not know.
 */
export async function runSample(argv: readonly string[]): Promise<SampleManifest> {
  const settings = readOptions(argv)
  await mkdir(settings.out, { recursive: true })
  await removeOldSample(settings.out)
  const startedMs = performance.now()
  const firstPage = new FirstPage()
  const shards = await writeShards(settings, firstPage, startedMs)
  const { seed, rows, textScale } = settings
  const manifest = {
    synthetic: true,
    generator: GENERATOR,
    version: GENERATOR_VERSION,
    seed,
    rows,
    textScale,
    shards,
    note: NOTE,
  } as const
  await writeWhole(join(settings.out, 'first-rows.json'), firstPage.toJson())
  await writeWhole(join(settings.out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const seconds = (performance.now() - startedMs) / 1000
  process.stderr.write(`sample: ${rows} synthetic rows in ${shards.length} shards, ${seconds.toFixed(1)} s\n`)
  return manifest
}

/** While DuckDB writes one shard, the rows of the next are made. */
async function writeShards(settings: SampleSettings, firstPage: FirstPage, startedMs: number): Promise<ShardEntry[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1GB' })
  const connection = await instance.connect()
  const plans = planShards(settings)
  const entries: ShardEntry[] = []
  let writing: Promise<ShardEntry> | null = null
  try {
    await connection.run('SET preserve_insertion_order = true')
    await connection.run(VECTOR_MACRO)
    const writeRow = createRowWriter(settings)
    for (const [shard, plan] of plans.entries()) {
      await writeRows(plan, writeRow, (row, number) => {
        firstPage.add(row, { number, shard, shardRow: number - plan.from })
        if ((number + 1) % 1000 === 0) reportProgress(number + 1, settings.rows, startedMs)
      })
      if (writing) entries.push(await writing)
      writing = writeParquet(connection, plan)
      // A failure is met when the next shard is ready or at the end; this keeps it from ending the process before.
      writing.catch(() => undefined)
    }
    if (writing) entries.push(await writing)
    return entries
  } finally {
    await writing?.catch(() => undefined)
    await Promise.all(plans.map(removePartial))
    connection.closeSync()
    instance.closeSync()
  }
}

/** The shards of a sample: as even as can be, the larger ones first. */
export function planShards({ out, rows, shards, seed, textScale, rowGroup }: SampleSettings): ShardPlan[] {
  const digits = (shard: number): string => String(shard).padStart(5, '0')
  return Array.from({ length: shards }, (_, shard) => ({
    folder: out,
    name: `sample-${digits(shard)}-of-${digits(shards)}.parquet`,
    from: Math.ceil((rows * shard) / shards),
    to: Math.ceil((rows * (shard + 1)) / shards),
    rowGroup,
    metadata: {
      synthetic: 'true',
      generator: GENERATOR,
      version: String(GENERATOR_VERSION),
      seed: String(seed),
      rows: String(rows),
      text_scale: String(textScale),
      note: NOTE,
    },
  }))
}

const oldManifestSchema = z.object({
  generator: z.literal(GENERATOR),
  shards: z.array(z.object({ name: z.string().regex(/^sample-\d{5,6}-of-\d{5,6}\.parquet$/) })),
})

/** Takes the manifest away first: from then on the folder counts as unfinished. Files of others are left alone. */
async function removeOldSample(folder: string): Promise<void> {
  const path = join(folder, 'manifest.json')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return
  const old = oldManifestSchema.safeParse(parseJson(text))
  if (!old.success)
    throw new SampleUsageError(`${path} was not written by this generator: choose another folder for --out`)
  await rm(path)
  await rm(join(folder, 'first-rows.json'), { force: true })
  for (const { name } of old.data.shards) await rm(join(folder, name), { force: true })
}

/** The value, or `null` for a torn text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function reportProgress(done: number, rows: number, startedMs: number): void {
  const rate = done / ((performance.now() - startedMs) / 1000)
  const left = Math.round((rows - done) / rate)
  process.stderr.write(`sample: ${done} of ${rows} rows, ${Math.round(rate)} rows/s, ${left} s left\n`)
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text)
  await rename(`${path}.partial`, path)
}
