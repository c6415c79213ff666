import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

let world: SourceWorld

beforeAll(async () => {
  world = await createSourceWorld()
  const data = join(world.folder, 'data')
  await mkdir(join(data, 'deep'), { recursive: true })
  await writeFile(join(data, 'ten.parquet'), '0123456789')
  await writeFile(join(data, 'deep', 'empty.json'), '')
  await writeFile(join(data, '.hidden.json'), '[]')
  await writeFile(join(data, 'notes.txt'), 'not a shard')
  await mkdir(join(data, 'folder.parquet'))
  await writeFile(join(world.folder, 'outside.json'), '["secret"]')
  await symlink(join(world.folder, 'outside.json'), join(data, 'leaving.json'))
  await symlink(world.folder, join(data, 'up'))
  await symlink('nowhere.json', join(data, 'dangling.json'))
  await symlink('circle.json', join(data, 'circle.json'))
  world.configure({ dataFolder: data })
})

afterAll(() => world.close())

describe('paths', () => {
  test.each([
    ['/data/sources/folder/none.parquet', '404 shard-not-found'],
    ['/data/sources/folder/', '400 path-refused'],
    ['/data/sources/folder//ten.parquet', '400 path-refused'],
    ['/data/sources/folder/ten.parquet/', '400 path-refused'],
    ['/data/sources/folder/%2e%2e%2foutside.json', '400 path-refused'],
    ['/data/sources/folder/..%2foutside.json', '400 path-refused'],
    ['/data/sources/folder/deep%2fempty.json', '400 path-refused'],
    ['/data/sources/folder/%2fetc%2fpasswd.json', '400 path-refused'],
    ['/data/sources/folder/..%5coutside.json', '400 path-refused'],
    ['/data/sources/folder/deep%5cempty.json', '400 path-refused'],
    ['/data/sources/folder/ten.parquet%00.json', '400 path-refused'],
    ['/data/sources/folder/ten%0a.parquet', '400 path-refused'],
    ['/data/sources/folder/%', '400 path-refused'],
    ['/data/sources/folder/%zz.json', '400 path-refused'],
    ['/data/sources/folder/%ff.json', '400 path-refused'],
    [`/data/sources/folder/${'a'.repeat(2000)}.json`, '400 path-refused'],
    [`/data/sources/folder/${'a'.repeat(300)}.json`, '404 shard-not-found'],
    ['/data/sources/folder/%252e%252e%252foutside.json', '404 shard-not-found'],
    ['/data/sources/folder/leaving.json', '403 folder-link-refused'],
    ['/data/sources/folder/up/outside.json', '403 folder-link-refused'],
    ['/data/sources/folder/dangling.json', '404 shard-not-found'],
    ['/data/sources/folder/circle.json', '404 shard-not-found'],
    ['/data/sources/folder/.hidden.json', '404 shard-not-found'],
    ['/data/sources/folder/notes.txt', '404 shard-not-found'],
    ['/data/sources/folder/folder.parquet', '404 shard-not-found'],
    ['/data/sources/folder/ten.parquet/x.json', '404 shard-not-found'],
    ['/data/sources/nobody/ten.parquet', '404 source-not-found'],
    ['/data/sources/__proto__/ten.parquet', '404 source-not-found'],
    ['/data/sources/%2e%2e%2f/ten.parquet', '404 source-not-found'],
    ['/data/sources/sample/ten.parquet', '503 sample-missing'],
  ])('GET %s', async (path, expected) => {
    expect(await readProblem(await world.call('GET', path))).toBe(expected)
    expect((await world.call('HEAD', path)).status).toBe(Number(expected.slice(0, 3)))
  })

  test('dots that the address itself resolves never reach the folder', async () => {
    for (const path of ['/data/sources/folder/../../outside.json', '/data/sources/folder/%2e%2e/%2e%2e/outside.json'])
      expect((await world.call('GET', path)).headers.get('x-no-route')).toBe('true')
    expect(await readProblem(await world.call('GET', '/data/sources/folder/../folder/%2E%2E/x/y.json'))).toBe(
      '404 source-not-found',
    )
  })
})

describe('ranges of a file of ten bytes', () => {
  test.each([
    ['bytes=10-', '416 range-unsatisfiable'],
    ['bytes=10-20', '416 range-unsatisfiable'],
    ['bytes=-0', '416 range-unsatisfiable'],
    ['bytes=9007199254740993-', '416 range-unsatisfiable'],
    ['bytes=5-4', '416 range-invalid'],
    ['bytes=-', '416 range-invalid'],
    ['bytes=', '416 range-invalid'],
    ['bytes', '416 range-invalid'],
    ['bytes=a-b', '416 range-invalid'],
    ['bytes=1-2x', '416 range-invalid'],
    ['bytes=--1', '416 range-invalid'],
    ['bytes=1.5-2', '416 range-invalid'],
    ['bytes=0x1-0x2', '416 range-invalid'],
    ['bytes=99999999999999999999999-', '416 range-invalid'],
    ['bytes=0-1,4-5', '416 range-multiple'],
    ['bytes=0-0,', '416 range-multiple'],
  ])('%s', async (range, expected) => {
    const response = await world.call('GET', '/data/sources/folder/ten.parquet', { headers: { range } })
    expect(response.headers.get('content-range')).toBe('bytes */10')
    expect(await readProblem(response)).toBe(expected)
  })
})

describe('sources', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{', '400 bad-json'],
    ['nothing', '', '400 bad-json'],
    ['a number', 1, '422 invalid-input'],
    ['null', 'null', '422 invalid-input'],
    ['no kind', { urls: ['https://a.example/x.json'] }, '422 invalid-input'],
    ['another kind', { kind: 'folder', path: '/etc' }, '422 invalid-input'],
    ['no URLs', { kind: 'url', urls: [] }, '422 invalid-input'],
    ['URLs as text', { kind: 'url', urls: 'https://a.example/x.json' }, '422 invalid-input'],
    [
      '101 URLs',
      { kind: 'url', urls: Array.from({ length: 101 }, (_, i) => `https://a.example/${i}.json`) },
      '422 invalid-input',
    ],
    [
      'a URL of 3,000 characters',
      { kind: 'url', urls: [`https://a.example/${'x'.repeat(3000)}.json`] },
      '422 invalid-input',
    ],
    ['a blank label', { kind: 'url', urls: ['https://a.example/x.json'], label: '  ' }, '422 invalid-input'],
    ['a field too many', { kind: 'url', urls: ['https://a.example/x.json'], token: 'x' }, '422 invalid-input'],
    [
      'a token with a line break',
      { kind: 'hub', ref: 'hf://datasets/a/b', token: 'x\r\nHost: y' },
      '422 invalid-input',
    ],
    ['a token as a list', { kind: 'hub', ref: 'hf://datasets/a/b', token: ['x'] }, '422 invalid-input'],
    ['no address', { kind: 'url', urls: ['shard.parquet'] }, '400 url-invalid'],
    ['a broken address', { kind: 'url', urls: ['http://[::1/x.json'] }, '400 url-invalid'],
    ['a file address', { kind: 'url', urls: ['file:///etc/passwd.json'] }, '400 url-invalid'],
    ['an ftp address', { kind: 'url', urls: ['ftp://a.example/x.json'] }, '400 url-invalid'],
    ['a data address', { kind: 'url', urls: ['data:application/json,[].json'] }, '400 url-invalid'],
    ['a password', { kind: 'url', urls: ['https://me:secret@a.example/x.json'] }, '400 url-invalid'],
    ['a web page', { kind: 'url', urls: ['https://a.example/'] }, '422 url-format-unknown'],
    ['an unknown ending', { kind: 'url', urls: ['https://a.example/x.csv'] }, '422 url-format-unknown'],
    ['an ending in the query', { kind: 'url', urls: ['https://a.example/x?f=x.json'] }, '422 url-format-unknown'],
    ['cloud metadata', { kind: 'url', urls: ['http://169.254.169.254/x.json'] }, '403 upstream-address-refused'],
    ['cloud metadata as a number', { kind: 'url', urls: ['http://2852039166/x.json'] }, '403 upstream-address-refused'],
    [
      'cloud metadata mapped',
      { kind: 'url', urls: ['http://[::ffff:a9fe:a9fe]/x.json'] },
      '403 upstream-address-refused',
    ],
    ['the unspecified address', { kind: 'url', urls: ['http://0.0.0.0/x.json'] }, '403 upstream-address-refused'],
    ['a multicast address', { kind: 'url', urls: ['http://224.0.0.1/x.json'] }, '403 upstream-address-refused'],
    ['a closed port', { kind: 'url', urls: ['http://127.0.0.1:9/x.json'] }, '502 upstream-unreachable'],
    [
      'an https server that speaks nothing',
      { kind: 'url', urls: ['https://127.0.0.1:9/x.json'] },
      '502 upstream-unreachable',
    ],
    ...[
      'AlignX',
      'hf://',
      'hf://models/a/b',
      'hf://datasets/a',
      'hf://datasets//b',
      'hf://datasets/a/b@',
      'hf://datasets/a/b@a/b@c',
      'hf://datasets/a/b@../../x',
      'hf://datasets/a/b@%2e%2e',
      'hf://datasets/a/b@x%2F..%2Fy',
      'hf://datasets/a/b/../../c',
      'hf://datasets/a/b//c',
      'hf://datasets/a/b/c\\d',
      'hf://datasets/../b',
      'hf://datasets/a/.b',
      'hf://datasets/a/b--c',
      'hf://datasets/a b/c',
      'hf://datasets/a/b?x=1',
      'https://huggingface.co/datasets/a/b',
    ].map((ref): [string, unknown, string] => [
      `the reference ${ref}`,
      { kind: 'hub', ref },
      '400 hub-reference-invalid',
    ]),
    ['a hub that is not there', { kind: 'hub', ref: 'hf://datasets/a/b' }, '502 upstream-unreachable'],
  ])('POST %s', async (_name, body, expected) => {
    expect(await readProblem(await world.call('POST', '/api/v1/sources', { body }))).toBe(expected)
  })

  test.each([
    ['GET', '/api/v1/sources/nobody', '404 source-not-found'],
    ['GET', '/api/v1/sources/constructor', '404 source-not-found'],
    ['GET', `/api/v1/sources/${'x'.repeat(5000)}`, '404 source-not-found'],
    ['DELETE', '/api/v1/sources/nobody', '404 source-not-found'],
    ['DELETE', '/api/v1/sources/sample', '409 source-built-in'],
    ['DELETE', '/api/v1/sources/folder', '409 source-built-in'],
  ])('%s %s', async (method, path, expected) => {
    expect(await readProblem(await world.call(method, path))).toBe(expected)
  })
})
