import { describe, expect, it } from 'vitest'
import { chunkRange, chunksOfRange } from './chunks'
import { type PreparedManifest, parseManifest } from './manifest'
import { fileOf } from './manifest-files'
import { PreparedFormatError } from './prepared-format-error'
import { sampleManifest } from './test-files'

function text(change: (manifest: PreparedManifest & Record<string, unknown>) => unknown): string {
  const manifest = structuredClone(sampleManifest())
  return JSON.stringify(change(manifest) ?? manifest)
}

const good = text(() => null)

describe('a manifest', () => {
  it('reads back', () => {
    expect(parseManifest(good)).toEqual(sampleManifest())
  })

  it('tells where chunks lie, the last one shorter', () => {
    const entry = fileOf(sampleManifest(), 'directions.bin')
    expect(chunkRange(entry, 0)).toEqual({ start: 64, end: 664 })
    expect(chunkRange(entry, 1)).toEqual({ start: 664, end: 1064 })
    expect(chunksOfRange(entry, { start: 64, end: 664 })).toEqual({ first: 0, end: 1 })
    expect(chunksOfRange(entry, { start: 600, end: 665 })).toEqual({ first: 0, end: 2 })
    expect(() => chunkRange(entry, 2)).toThrow(RangeError)
    expect(() => chunksOfRange(entry, { start: 0, end: 70 })).toThrow(RangeError)
    expect(() => chunksOfRange(entry, { start: 64, end: 1065 })).toThrow(RangeError)
    expect(() => chunkRange(fileOf(sampleManifest(), 'index.duckdb'), 0)).toThrow(RangeError)
  })

  it('has no entry for what it does not name', () => {
    expect(() => fileOf(sampleManifest(), 'toString')).toThrow('manifest.json does not name toString')
  })
})

describe('a bad manifest', () => {
  it.each<[string, string, string, string]>([
    ['nothing', '', 'damaged', 'no whole JSON'],
    ['torn', good.slice(0, -20), 'damaged', 'no whole JSON'],
    ['of the sample', '{"synthetic":true,"generator":"alignx-lens-sample"}', 'damaged', 'no manifest'],
    ['a list', '[]', 'damaged', 'no manifest'],
    ['older', text((manifest) => ({ ...manifest, version: 0 })), 'older', 'version 0'],
    ['newer', text((manifest) => ({ ...manifest, version: 2 })), 'newer', 'version 2'],
    ['newer, of another shape', '{"format":"alignx-prepared","version":9}', 'newer', 'version 9'],
    ['version as text', text((manifest) => ({ ...manifest, version: '1' })), 'damaged', 'no manifest'],
    ['lying rows', text((manifest) => ({ ...manifest, rows: 6 })), 'damaged', 'the shards have 5'],
    ['negative rows', text((manifest) => ({ ...manifest, rows: -5 })), 'damaged', 'rows'],
    ['no shards', text((manifest) => ({ ...manifest, rows: 0, shards: [] })), 'damaged', 'shards'],
    ['a short hash', text((manifest) => ({ ...manifest, datasetHash: 'ab' })), 'damaged', 'datasetHash'],
    [
      'a gap between shards',
      text((manifest) => ({ ...manifest, shards: manifest.shards.map((shard) => ({ ...shard, rowStart: 0 })) })),
      'damaged',
      'shards.1.rowStart is 0, must be 3',
    ],
    [
      'a path that leaves the folder',
      text((manifest) => ({ ...manifest, files: { ...manifest.files, '../other': { bytes: 1, sha256: '' } } })),
      'damaged',
      'files',
    ],
    [
      'a pack that leaves the folder',
      text((manifest) => ({
        ...manifest,
        shards: manifest.shards.map((shard) => ({ ...shard, pack: '/etc/passwd' })),
      })),
      'damaged',
      'pack',
    ],
    [
      'a pack that no file is',
      text((manifest) => ({
        ...manifest,
        shards: manifest.shards.map((shard) => ({ ...shard, pack: 'text/9.pack' })),
      })),
      'damaged',
      'names text/9.pack',
    ],
    [
      'a missing file',
      text(({ files: { 'facets.bin': _, ...files }, ...manifest }) => ({ ...manifest, files })),
      'damaged',
      'lacks facets.bin',
    ],
    [
      'too few chunk hashes',
      text((manifest) => ({
        ...manifest,
        files: { ...manifest.files, 'directions.bin': { ...manifest.files['directions.bin'], bytes: 1265 } },
      })),
      'damaged',
      'has 2 hashes, 1265 bytes have 3 chunks',
    ],
    [
      'a facet of an unknown type',
      text((manifest) => ({ ...manifest, facets: manifest.facets.map((facet) => ({ ...facet, type: 'f64' })) })),
      'damaged',
      'facets.0.type',
    ],
    [
      'a facet twice',
      text((manifest) => ({ ...manifest, facets: [...manifest.facets, ...manifest.facets] })),
      'damaged',
      'names a facet twice',
    ],
  ])('is named: %s', (_, bad, kind, problem) => {
    const read = () => parseManifest(bad)
    expect(read).toThrow(PreparedFormatError)
    expect(read).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(problem) }))
  })
})
