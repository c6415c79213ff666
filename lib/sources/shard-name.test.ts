import { expect, test } from 'vitest'
import { isPlainPath, isShardPath, parseShardPath, shardContentType, shardFormat, shardUrl } from './shard-name'

test.each([
  ['a.parquet', 'parquet', 'application/vnd.apache.parquet'],
  ['A.PARQUET', 'parquet', 'application/vnd.apache.parquet'],
  ['a.json', 'json', 'application/json'],
  ['a.json.gz', 'json', 'application/gzip'],
  ['a.jsonl', 'jsonl', 'application/x-ndjson'],
  ['a.ndjson.GZ', 'jsonl', 'application/gzip'],
  ['a.gz', null, 'application/gzip'],
  ['a.csv', null, 'application/octet-stream'],
  ['.json', null, 'application/octet-stream'],
  ['json', null, 'application/octet-stream'],
])('%s', (name, format, contentType) => {
  expect([shardFormat(name), shardContentType(name)]).toEqual([format, contentType])
})

test.each([
  ['data/train.parquet', true],
  ['.cache/train.parquet', false],
  ['data/.train.parquet', false],
  ['data/dataset_infos.json', false],
  ['README.md', false],
])('whether %s is a shard: %s', (path, expected) => {
  expect(isShardPath(path)).toBe(expected)
})

test.each(['a', 'a/b', 'ü #?%.json', '..a/b..', '...'])(
  '%s is a plain path, and comes back from its address',
  (path) => {
    expect(isPlainPath(path)).toBe(true)
    expect(parseShardPath(shardUrl('folder', path).replace('/data/sources/folder/', ''))).toBe(path)
  },
)

test.each(['', '.', '..', '/a', 'a/', 'a//b', 'a/./b', 'a/../b', 'a\\b', 'a\u0000', 'a\nb', 'x'.repeat(1001)])(
  '%j is not',
  (path) => {
    expect(isPlainPath(path)).toBe(false)
  },
)
