import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeFacetColumn, facetColumnRange } from '@/lib/core/prepared/facet-columns'
import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { type PreparedManifest, parseManifest } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE, PREPARED_FILES, TOTALS_FILE } from '@/lib/core/prepared/manifest-files'
import { rowsOfSegment, segmentCount, segmentRange } from '@/lib/core/prepared/segments'
import { parseTotals } from '@/lib/core/prepared/totals'
import { CheckError } from './check-error'
import { checkFileHashes } from './check-files'
import { checkSampleRows } from './check-rows'
import { ExpectedRows } from './expected-rows'
import { type HubSettings, listShards } from './list-shards'
import { readManifestText } from './merge'
import { PreparedReader } from './prepared-reader'

export interface CheckSettings {
  readonly folder: string
  /** The source shards, in the order in which they were prepared; without them only the files themselves are checked. */
  readonly inputs: readonly string[]
  /** Rows whose texts are read and hashed anew. */
  readonly sample: number
  readonly hub: HubSettings
  readonly tell: (line: string) => void
}

/**
 * Checks a prepared dataset: every file against its hashes, a sample of rows against their content hashes, and every row
 * against the source shards as the browser reads them: hash, direction, history, facets and all counts.
 * Throws `CheckError` or `PreparedFormatError` for the first fault.
 */
export async function checkPrepared({ folder, inputs, sample, hub, tell }: CheckSettings): Promise<void> {
  const text = await readManifestText(folder)
  if (text === null)
    throw new CheckError(`${folder} holds no ${MANIFEST_FILE}: it is no finished dataset. Prepare it again.`)
  const manifest = parseManifest(text, join(folder, MANIFEST_FILE))
  await checkFileHashes(folder, manifest)
  tell(`check: ${Object.keys(manifest.files).length} files are whole`)
  const reader = await PreparedReader.open(folder, manifest)
  try {
    tell(`check: ${await checkSampleRows(reader, sample)} rows say what their hashes say`)
    if (inputs.length === 0) return tell('check: give the source shards with --in to compare every row with them')
    await compareWithSources(reader, await localShards(inputs, hub, manifest), tell)
  } finally {
    await reader.close()
  }
}

async function localShards(inputs: readonly string[], hub: HubSettings, manifest: PreparedManifest) {
  const shards = await listShards(inputs, hub)
  if (shards.length !== manifest.shards.length)
    throw new CheckError(`There are ${shards.length} shards, the dataset was made of ${manifest.shards.length}.`)
  return Promise.all(
    manifest.shards.map(async ({ name, bytes }, place) => {
      const shard = shards[place]
      if (typeof shard?.place !== 'string' || shard.name !== name)
        throw new CheckError(
          `Shard ${place + 1} is ${shard?.name}, the dataset was made of ${name}. Give local shards in the same order.`,
        )
      const { size } = await stat(shard.place)
      if (size !== bytes) throw new CheckError(`${name} has ${size} bytes, it had ${bytes} when it was prepared.`)
      return { name, path: shard.place }
    }),
  )
}

async function compareWithSources(
  reader: PreparedReader,
  shards: readonly { readonly name: string; readonly path: string }[],
  tell: (line: string) => void,
): Promise<void> {
  const { manifest } = reader
  const expected = new ExpectedRows(shards)
  for (let segment = 0; segment < segmentCount(manifest.rows); segment++) {
    const rows = rowsOfSegment(manifest.rows, segment)
    const { directions, history, facets, hashes } = await expected.take(rows)
    const first = segment * 65_536
    await compareBytes(
      reader,
      PREPARED_FILES.directions,
      segmentRange('directions', manifest.rows, segment),
      directions,
    )
    await compareBytes(reader, PREPARED_FILES.history, segmentRange('history', manifest.rows, segment), history)
    for (const [place, facet] of manifest.facets.entries()) {
      const range = facetColumnRange(manifest.facets, manifest.rows, segment, place)
      const found = decodeFacetColumn(await reader.read(PREPARED_FILES.facets, range), facet, PREPARED_FILES.facets)
      const values = facets.get(facet.key)
      const row = found.findIndex((value, at) => value !== values?.[at])
      if (row >= 0)
        throw new CheckError(
          `Row ${first + row}: ${facet.key} is ${found[row]}, its source says ${values?.[row]}. Prepare the dataset again.`,
        )
    }
    await reader.compareHashes(first, hashes)
    tell(`check: ${first + rows} of ${manifest.rows} rows are those of the shards`)
  }
  await expected.expectEnd()
  compareTotals(reader, expected)
  tell('check: all counts are those of the shards')
}

async function compareBytes(
  reader: PreparedReader,
  path: string,
  range: { readonly start: number; readonly end: number },
  expected: Uint8Array,
): Promise<void> {
  const found = await reader.read(path, range)
  if (Buffer.compare(found, expected) === 0) return
  const at = found.findIndex((byte, place) => byte !== expected[place])
  throw new CheckError(
    `${path} differs from the shards at byte ${range.start + at} (data begins at ${HEADER_BYTES}). Prepare the dataset again.`,
  )
}

function compareTotals({ totalsText }: PreparedReader, expected: ExpectedRows): void {
  const totals = parseTotals(totalsText, TOTALS_FILE)
  const { own, some, withDirection } = expected
  const counts: [string, readonly number[], readonly number[]][] = [
    ['positive', totals.positive, [...own.subarray(0, 90)]],
    ['negative', totals.negative, [...own.subarray(90)]],
    ['historyPositive', totals.historyPositive, [...some.subarray(0, 90)]],
    ['historyNegative', totals.historyNegative, [...some.subarray(90)]],
    ['withDirection', [totals.withDirection], [withDirection]],
  ]
  for (const [name, found, wanted] of counts) {
    const place = found.findIndex((count, at) => count !== wanted[at])
    if (place >= 0)
      throw new CheckError(`${TOTALS_FILE}: ${name}[${place}] is ${found[place]}, the shards have ${wanted[place]}.`)
  }
}
