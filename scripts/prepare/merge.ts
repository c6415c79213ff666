import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { manifestSchema, type PreparedFile, type PreparedManifest } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE, PREPARED_FILES, TOTALS_FILE } from '@/lib/core/prepared/manifest-files'
import { DatabaseWriter } from './database-writer'
import { hashFile } from './hash-file'
import { mergeColumns } from './merge-columns'
import { mergeHashes } from './merge-hashes'
import { mergeWords } from './merge-words'
import { PART_FILES, PARTS_FOLDER } from './part'
import { type PlacedPart, readParts } from './part-list'
import { formatTotals } from './write-totals'

export const GENERATOR_NAME = 'alignx-lens'

/** Where a merge writes before everything is whole. */
const MERGE_FOLDER = 'merge.partial'

/** Files that readers fetch whole: servers can send them compressed. */
const TWINNED = [
  PREPARED_FILES.directions,
  PREPARED_FILES.history,
  PREPARED_FILES.facets,
  PREPARED_FILES.textIndex,
  TOTALS_FILE,
  MANIFEST_FILE,
]

const BROTLI_QUALITY = 5

export interface MergeOptions {
  readonly out: string
  /** Version of this program, for the manifest. */
  readonly version: string
  /** Keeps the parts, which take about as much as all other files beside the packs. */
  readonly keepParts: boolean
  readonly tell: (step: string) => void
}

/**
 * Makes the dataset of all parts of a folder. Its files appear one by one, the manifest last; the parts are removed
 * after that. Ended at any point, it begins anew. Throws `MergeError` when parts are missing.
 */
export async function mergeParts({ out, version, keepParts, tell }: MergeOptions): Promise<PreparedManifest> {
  const parts = await readParts(out)
  const rows = parts.reduce((sum, { part }) => sum + part.rows, 0)
  const folder = join(out, MERGE_FOLDER)
  await rm(folder, { recursive: true, force: true })
  for (const inner of ['text', 'terms']) await mkdir(join(folder, inner), { recursive: true })
  const packs = await linkPacks(parts, folder)
  tell('columns')
  const databasePath = join(folder, PREPARED_FILES.database)
  const database = await DatabaseWriter.create(databasePath, parts)
  const columns = await mergeColumns(parts, rows, folder, async (records, firstRow) =>
    database.addSegment(records, firstRow),
  )
  await database.finish()
  tell('hashes')
  const hashes = mergeHashes(parts, rows, folder)
  tell('words')
  const words = mergeWords(parts, rows, folder)
  const totals = formatTotals(parts, rows, columns.counts)
  await writeFile(join(folder, TOTALS_FILE), totals, { flush: true })
  const manifest = manifestSchema.parse({
    format: 'alignx-prepared',
    version: 1,
    generator: { name: GENERATOR_NAME, version },
    synthetic: parts.some(({ part }) => part.synthetic),
    rows,
    datasetHash: hashes.datasetHash,
    shards: parts.map(({ part, rowStart }, place) => ({
      name: part.source.name,
      rows: part.rows,
      rowStart,
      leftOut: part.leftOut,
      bytes: part.sourceBytes,
      sha256: part.sourceSha256,
      pack: packPath(place),
    })),
    facets: [...columns.facets],
    files: {
      ...columns.files,
      [PREPARED_FILES.hashes]: hashes.file,
      ...words,
      [PREPARED_FILES.database]: await describeFile(databasePath),
      [TOTALS_FILE]: await describeFile(join(folder, TOTALS_FILE)),
      ...packs,
    },
  } satisfies PreparedManifest)
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`, { flush: true })
  tell('compressed copies')
  await Promise.all(TWINNED.map((path) => compressTwins(join(folder, path))))
  await putInPlace(folder, out, Object.keys(manifest.files))
  if (!keepParts) await removeParts(out)
  return manifest
}

/** Removes what a finished dataset does not need. */
export async function removeParts(out: string): Promise<void> {
  for (const folder of [PARTS_FOLDER, MERGE_FOLDER]) await rm(join(out, folder), { recursive: true, force: true })
}

function packPath(place: number): string {
  return `text/${String(place).padStart(5, '0')}.pack`
}

/** Puts the packs of the parts beside the other files without copying them, where the file system can. */
async function linkPacks(parts: readonly PlacedPart[], folder: string): Promise<Record<string, PreparedFile>> {
  const files: Record<string, PreparedFile> = {}
  for (const [place, { folder: partFolder, part }] of parts.entries()) {
    const [from, to] = [join(partFolder, PART_FILES.pack), join(folder, packPath(place))]
    await link(from, to).catch(() => copyFile(from, to))
    files[packPath(place)] = { bytes: part.packBytes, sha256: part.packSha256 }
  }
  return files
}

async function describeFile(path: string): Promise<PreparedFile> {
  return { bytes: (await stat(path)).size, sha256: await hashFile(path) }
}

async function compressTwins(path: string): Promise<void> {
  const { size } = await stat(path)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: size,
  }
  const write = (ending: string): WriteStream => createWriteStream(`${path}${ending}`, { flush: true })
  await Promise.all([
    pipeline(createReadStream(path), createGzip(), write('.gz')),
    pipeline(createReadStream(path), createBrotliCompress({ params }), write('.br')),
  ])
}

/** Takes an older manifest away first: from then on the folder counts as unfinished until the new one is there. */
async function putInPlace(folder: string, out: string, paths: readonly string[]): Promise<void> {
  await rm(join(out, MANIFEST_FILE), { force: true })
  for (const inner of ['text', 'terms']) await mkdir(join(out, inner), { recursive: true })
  const twins = TWINNED.flatMap((path) => [`${path}.gz`, `${path}.br`])
  for (const path of [...paths, ...twins, MANIFEST_FILE]) await rename(join(folder, path), join(out, path))
  await rm(folder, { recursive: true, force: true })
}

/** The manifest's text of a finished dataset, `null` where there is none. */
export async function readManifestText(out: string): Promise<string | null> {
  return readFile(join(out, MANIFEST_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
