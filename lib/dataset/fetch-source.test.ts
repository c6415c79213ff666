import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchSource } from './fetch-source'
import { giveSource } from './given-source'

const DETAIL = {
  id: 'sample',
  label: 'Sample',
  kind: 'sample',
  removable: false,
  bytes: 12,
  synthetic: true,
  revision: 'abc',
  filesUrl: null,
  shards: [{ name: 'a.parquet', url: '/data/sources/sample/a.parquet', bytes: 12 }],
}
const live = new AbortController().signal
const ask = vi.fn(async () => Response.json({ ...DETAIL, label: 'Asked' }))

beforeEach(() => {
  vi.stubGlobal('location', { href: 'http://localhost/explore' })
  vi.stubGlobal('fetch', ask)
  ask.mockClear()
})
afterEach(() => vi.unstubAllGlobals())

test('what the document said of a source saves one asking', async () => {
  giveSource('sample', DETAIL)
  const { source, files, isLocal } = await fetchSource('sample', live)
  expect(source.label).toBe('Sample')
  expect(files[0]?.origin).toEqual({ kind: 'url', url: 'http://localhost/data/sources/sample/a.parquet' })
  expect(isLocal).toBe(true)
  expect(ask).not.toHaveBeenCalled()
  expect((await fetchSource('sample', live)).source.label).toBe('Asked')
})

test.each([
  ['another source', 'other', DETAIL],
  ['no more than its name', 'sample', { id: 'sample' }],
  ['something else', 'sample', 'sample'],
])('the server is asked where the document told of %s', async (_what, id, detail) => {
  giveSource(id, detail)
  expect((await fetchSource('sample', live)).source.label).toBe('Asked')
  expect(ask).toHaveBeenCalledTimes(1)
})
