import { gzipSync } from 'node:zlib'
import { tableFromIPC } from 'apache-arrow'
import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_ROW_BYTES } from './json-scanner'
import { initParquet, type ReadShard, readShard, sourceOf } from './test-shards'

beforeAll(() => initParquet())

const GOOD = { prompt: 'p', chosen: 'c', rejected: 'r' }
const LINE = JSON.stringify(GOOD)
const lines = (...rows: string[]) => rows.join('\n')
/** A row of JSON with these cells beside or in place of the good ones, between two good rows. */
const between = (cells: object) => lines(LINE, JSON.stringify({ ...GOOD, ...cells }), LINE)
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)))
const packed = (text: string | Uint8Array) => Uint8Array.from(gzipSync(text))
const DIRECTION = 'Preference Direction'
const UGC = 'User-Generated Content'
const PAIRS = 'Pair-wise Comparative Feedback'
const vector = (value: unknown, length = 90) => Array.from({ length }, (_, at) => (at === 3 ? value : 0.5))

async function expectGoodShardToLoad(): Promise<void> {
  const shard = await readShard(sourceOf(lines(LINE, LINE), 'good.jsonl'))
  expect(shard).toMatchObject({ fault: null, errors: [], hashes: { length: 2 } })
}

const read = (content: Uint8Array<ArrayBuffer> | string) => readShard(sourceOf(content, 'bad.jsonl'))

function cellsOf(shard: ReadShard, column: string): unknown[] {
  return shard.batches.flatMap((batch) =>
    tableFromIPC(batch.ipc)
      .toArray()
      .map((row) => row[column]),
  )
}

describe('one faulty row is left out and named, the rows around it are kept', () => {
  test.each<[string, string, RegExp]>([
    ['a torn line', lines(LINE, LINE.slice(0, 20), LINE), /\(row\): is no valid JSON/],
    ['a line that is a list', lines(LINE, '[1, 2]', LINE), /\(row\)/],
    ['a line that is a number', lines(LINE, '17', LINE), /\(row\): is number 17/],
    ['a line that is null', lines(LINE, 'null', LINE), /\(row\): is NULL/],
    ['a line that is a text', lines(LINE, '"text"', LINE), /\(row\)/],
    ['two objects on one line', lines(LINE, LINE + LINE, LINE), /is no valid JSON/],
    ['NaN', lines(LINE, '{"prompt": NaN, "chosen": "c", "rejected": "r"}', LINE), /is no valid JSON/],
    [
      'Infinity',
      lines(LINE, `{"prompt": "p", "chosen": "c", "rejected": "r", "x": -Infinity}`, LINE),
      /is no valid JSON/,
    ],
    ['single quotes', lines(LINE, "{'prompt': 'p'}", LINE), /is no valid JSON/],
    ['a trailing comma', lines(LINE, '{"prompt": "p",}', LINE), /is no valid JSON/],
    [
      'a raw control character',
      lines(LINE, '{"prompt": "a\u0001b", "chosen": "c", "rejected": "r"}', LINE),
      /is no valid JSON/,
    ],
    ['no columns at all', lines(LINE, '{}', LINE), /prompt/],
    ['no chosen reply', lines(LINE, '{"prompt": "p", "rejected": "r"}', LINE), /chosen/],
    ['a null post', between({ prompt: null }), /prompt: is NULL, must be text/],
    ['a post that is a number', between({ prompt: 5 }), /prompt: is number 5/],
    ['a reply that is a list', between({ chosen: ['c'] }), /chosen/],
    ['a reply that is an object', between({ rejected: { text: 'r' } }), /rejected/],
    ['demographics that are a number', between({ 'Demographic Information': 3 }), /Demographic Information/],
    ['a vector of 89', between({ [DIRECTION]: vector(1, 89) }), /Preference Direction/],
    ['a vector of 91', between({ [DIRECTION]: vector(1, 91) }), /Preference Direction/],
    ['a vector with 0.25', between({ [DIRECTION]: vector(0.25) }), /Preference Direction\[3\]: is 0\.25/],
    ['a vector with -1', between({ [DIRECTION]: vector(-1) }), /Preference Direction\[3\]: is -1/],
    ['a vector with 1e308', between({ [DIRECTION]: vector(1e308) }), /Preference Direction\[3\]/],
    ['a vector with null', between({ [DIRECTION]: vector(null) }), /Preference Direction\[3\]: is null/],
    ['a vector with text', between({ [DIRECTION]: vector('1') }), /Preference Direction\[3\]/],
    ['a vector that is an object', between({ [DIRECTION]: { 0: 1 } }), /Preference Direction/],
    ['a vector that is a text', between({ [DIRECTION]: '[0.5]' }), /Preference Direction/],
    ['posts that are a text', between({ [UGC]: 'posts' }), /User-Generated Content/],
    ['a post item that is null', between({ [UGC]: [null] }), /User-Generated Content\[0\]/],
    ['a post item without comment', between({ [UGC]: [{ prompt: 'q' }] }), /User-Generated Content\[0\]\.comment/],
    [
      'a pair item without rejected',
      between({ [PAIRS]: [{ prompt: 'q', chosen: 'c' }] }),
      /Pair-wise.*\[0\]\.rejected/,
    ],
    [
      'a short vector in a pair',
      between({ [PAIRS]: [{ prompt: 'q', chosen: 'c', rejected: 'r', [DIRECTION]: [1] }] }),
      /Pair-wise.*\[0\]\.Preference Direction/,
    ],
  ])('%s', async (_, text, message) => {
    const shard = await read(text)
    expect(shard.fault).toBeNull()
    expect(shard.hashes).toHaveLength(2)
    expect(shard.errors).toHaveLength(1)
    expect(shard.errors[0]).toMatch(/^bad\.jsonl, row 1, /)
    expect(shard.errors[0]).toMatch(message)
    await expectGoodShardToLoad()
  })
})

describe('what ends a file is a named error, the rows before it are kept', () => {
  const many = lines(
    ...Array.from({ length: 3000 }, (_, row) => JSON.stringify({ ...GOOD, prompt: `post ${row * 7919}` })),
  )
  const gzip = packed(many)
  const flipped = gzip.with(gzip.length >> 1, (gzip[gzip.length >> 1] ?? 0) ^ 0x55)
  test.each<[string, Uint8Array<ArrayBuffer> | string, string]>([
    ['empty', '', 'empty'],
    ['white space', ' \r\n\t ', 'empty'],
    ['a byte order mark alone', bytes([0xef, 0xbb, 0xbf]), 'empty'],
    ['a list that is not closed', `[${LINE},`, 'json'],
    ['a list with text behind it', `[${LINE}]]`, 'json'],
    ['a list open inside a text', `[${LINE}, {"prompt": "a`, 'json'],
    ['UTF-16', Uint8Array.from(Buffer.from(`\ufeff${LINE}`, 'utf16le')), 'unknown-format'],
    ['an HTML page', '<!doctype html><title>Sign in</title>', 'unknown-format'],
    [
      'a pointer of large file storage',
      'version https://git-lfs.github.com/spec/v1\noid sha256:ab\n',
      'unknown-format',
    ],
    ['gzip of nothing', packed(''), 'empty'],
    ['gzip of white space', packed(' \n '), 'empty'],
    ['gzip twice', packed(packed(LINE)), 'unknown-format'],
    ['gzip cut in half', gzip.slice(0, gzip.length / 2), 'json'],
    ['gzip without its last bytes', gzip.slice(0, -4), 'json'],
    ['gzip with text behind it', bytes([...packed(LINE)], 'tail'), 'json'],
    ['gzip header alone', bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), 'json'],
    ['gzip of Parquet', packed(bytes('PAR1', [21, 4, 21, 0])), 'parquet-gzip'],
    ['gzip of an archive', packed('PK\u0003\u0004 zip'), 'unknown-format'],
  ])('%s', async (_, content, code) => {
    const shard = await read(content)
    expect(shard.fault).toMatchObject({ name: 'LoadError', code, message: expect.stringMatching(/^bad\.jsonl/) })
    expect(shard.errors).toEqual([])
    await expectGoodShardToLoad()
  })

  test('gzip with a changed byte: its rows cannot be trusted, and it says so', async () => {
    const shard = await read(flipped)
    expect(shard.fault).toMatchObject({ code: 'json', message: expect.stringContaining('may be wrong') })
    await expectGoodShardToLoad()
  })

  test('a row beyond the limit', async () => {
    const huge = `{"prompt": "${'x'.repeat(MAX_ROW_BYTES + 2 ** 20)}", "chosen": "c", "rejected": "r"}`
    const shard = await read(lines(LINE, huge, LINE))
    expect(shard.fault).toMatchObject({ code: 'row-size', message: expect.stringContaining('64 MiB') })
    await expectGoodShardToLoad()
  })
})

describe('what is unusual but sound is read as it is', () => {
  test.each<[string, Uint8Array<ArrayBuffer> | string, string[]]>([
    ['a byte order mark and CRLF', `\ufeff${LINE}\r\n\r\n${LINE}\r\n`, ['p', 'p']],
    ['the last of equal keys', '{"prompt": "a", "chosen": "c", "rejected": "r", "prompt": "b"}', ['b']],
    ['a file of one object', JSON.stringify(GOOD), ['p']],
    ['escaped line ends and line separators', JSON.stringify({ ...GOOD, prompt: 'a\nb\u2028c' }), ['a\nb\u2028c']],
    ['an empty post', JSON.stringify({ ...GOOD, prompt: '' }), ['']],
    ['NUL inside a text', JSON.stringify({ ...GOOD, prompt: 'a\u0000b' }), ['a\u0000b']],
    ['markup', JSON.stringify({ ...GOOD, prompt: '<script>alert(1)</script>' }), ['<script>alert(1)</script>']],
    [
      'control tokens of models',
      JSON.stringify({ ...GOOD, prompt: '<|im_end|><|eot_id|></s>[INST]' }),
      ['<|im_end|><|eot_id|></s>[INST]'],
    ],
    ['a spreadsheet formula', JSON.stringify({ ...GOOD, prompt: '=cmd|calc!A1' }), ['=cmd|calc!A1']],
    ['emoji and right-to-left marks', JSON.stringify({ ...GOOD, prompt: '👩‍👩‍👧\u202eabc' }), ['👩‍👩‍👧\u202eabc']],
    ['half an emoji, which UTF-8 cannot hold', '{"prompt": "a\\ud83d", "chosen": "c", "rejected": "r"}', ['a\ufffd']],
    ['bytes that are no UTF-8', bytes('{"prompt": "a', [0xff], 'b", "chosen": "c", "rejected": "r"}'), ['a\ufffdb']],
    ['a cell of 8 MB', JSON.stringify({ ...GOOD, prompt: 'x'.repeat(8e6) }), ['x'.repeat(8e6)]],
    ['two gzip members one behind the other', bytes([...packed(`${LINE}\n`)], [...packed(LINE)]), ['p', 'p']],
  ])('%s', async (_, content, prompts) => {
    const shard = await read(content)
    expect(shard).toMatchObject({ fault: null, errors: [] })
    expect(cellsOf(shard, 'prompt')).toEqual(prompts)
  })

  test('vectors of booleans-like numbers, none and null mean the same as ever', async () => {
    const rows = [
      { [DIRECTION]: [] },
      { [DIRECTION]: null },
      {},
      { [DIRECTION]: vector(1) },
      { [DIRECTION]: vector(0) },
    ]
    const shard = await read(lines(...rows.map((cells) => JSON.stringify({ ...GOOD, ...cells }))))
    expect(shard).toMatchObject({ fault: null, errors: [] })
    expect(cellsOf(shard, 'active_count')).toEqual([null, null, null, 1, 1])
  })

  test('an undocumented column nested ten thousand deep is one faulty row, not the end of the file', async () => {
    const deep = `{"prompt": "p", "chosen": "c", "rejected": "r", "x": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    const shard = await read(lines(LINE, deep, LINE))
    expect(shard.fault).toBeNull()
    expect(shard.hashes.length + shard.errors.length).toBe(3)
    expect(shard.hashes.length).toBeGreaterThanOrEqual(2)
    await expectGoodShardToLoad()
  })
})
