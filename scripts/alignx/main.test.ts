import { exec } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import {
  ALIGNX_ARGUMENTS,
  type BuiltAlignx,
  buildAlignx,
  callAlignx,
  parseLines,
  runAlignx,
} from '@/tests/setup/run-alignx'
import { hasShared, readShared, sharedPath } from '@/tests/setup/shared-data'

const FIXTURES = fileURLToPath(new URL('../../tests/fixtures/core/', import.meta.url))
const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'))
const profiles = z
  .object({ cases: z.array(z.object({ history: z.array(z.string()), profile: z.string() })) })
  .parse(fixture('profile-golden.json')).cases
const prompts = z
  .object({ rows: z.array(z.record(z.string(), z.unknown())), ica: z.array(z.string()), pba: z.array(z.string()) })
  .parse(fixture('prompt-example.json'))
const rows = prompts.rows.map((row) => ({ chosen: 'c', rejected: 'r', ...row }))
const VECTOR = Array.from({ length: 90 }, (_, index) => (index === 0 ? 1 : 0.5))

// Some start the program, on a busy machine in seconds.
vi.setConfig({ testTimeout: 60_000 })

let alignx: BuiltAlignx
let folder = ''
beforeAll(async () => {
  alignx = await buildAlignx()
  folder = mkdtempSync(join(tmpdir(), 'alignx-cli-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  alignx.remove()
})

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const jsonLines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

describe('alignx', () => {
  test('says its version and its commands', async () => {
    const version = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
    expect(await runAlignx('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
    const help = await callAlignx('--help')
    expect(help.status).toBe(0)
    for (const command of ['accuracy', 'prompts', 'profile', 'sample'])
      expect(help.stdout).toContain(`alignx ${command}`)
  })

  test.each([
    [[], 'a command is missing'],
    [['frob'], 'there is no command frob'],
    [['constructor'], 'there is no command constructor'],
    [['prompts', 'x.json'], '--template must be one of ica'],
    [
      ['prompts', 'x.json', '--template', 'icx'],
      '--template must be one of ica, pba, few-shot, train-ica, train-pba, not icx',
    ],
    [['profile', '--rule', 'exact'], 'profile needs one file'],
    [['accuracy', 'x.jsonl'], 'accuracy needs two files'],
    [['accuracy', 'x', 'y', '--frob'], "Unknown option '--frob'"],
  ])('refuses %j with status 2 and one line', async (args, message) => {
    const ended = await callAlignx(...args)
    expect(ended).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
    expect(ended.stderr.split('\n')).toHaveLength(2)
  })

  test.each([
    ['accuracy', 'accuracy needs two files'],
    ['health', 'health needs one file'],
    ['prepare', 'prepare needs --out DIR'],
    ['profile', 'profile needs one file'],
    ['prompts', 'prompts needs one file'],
    ['score', 'score needs one file'],
  ])('as a program loads %s, and ends with status 2 and one line', async (command, message) => {
    const ended = await alignx.run(command)
    expect(ended).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
    expect(ended.stderr.split('\n')).toHaveLength(2)
  })

  test('makes a sample and reads it back', async () => {
    const out = join(folder, 'sample')
    const made = await runAlignx('sample', '--out', out, '--rows', '20', '--shards', '1', '--seed', '3')
    expect(made.status).toBe(0)
    const shard = join(out, 'sample-00000-of-00001.parquet')
    const { stdout } = await callAlignx('prompts', shard, '--template', 'train-ica', '--sha256')
    expect(parseLines(stdout)).toHaveLength(20)
    expect((await callAlignx('sample', '--help')).stdout).toContain('--text-scale')
    expect((await callAlignx('sample', '--rows', '20')).stderr).toBe('--out is missing (see alignx --help)\n')
  })

  test('ends quietly when the reader of a pipe leaves', async () => {
    const file = write('many.jsonl', jsonLines(Array.from({ length: 20_000 }, () => rows[0])))
    const command = `${process.execPath} ${ALIGNX_ARGUMENTS.join(' ')} prompts ${file} --template ica | head -n 1`
    const ended = await new Promise<string[]>((resolve) =>
      exec(command, { shell: '/bin/bash' }, (_, stdout, stderr) => resolve([stdout, stderr])),
    )
    expect(ended[0]?.split('\n')).toHaveLength(2)
    expect(ended[1]).toBe('')
  })
})

describe('alignx prompts', () => {
  test('writes the released prompts in row order', async () => {
    const { status, stdout } = await callAlignx(
      'prompts',
      write('rows.json', JSON.stringify(rows)),
      '--template',
      'ica',
    )
    expect(status).toBe(0)
    expect(parseLines(stdout)).toEqual(
      prompts.ica.map((prompt, idx) => ({ idx, template: 'ica', version: '1', prompt })),
    )
  })

  test('reads gzipped JSON lines, and hashes', async () => {
    const file = write('rows.data', gzipSync(`\uFEFF${jsonLines(rows).replaceAll('\n', '\r\n')}\n`))
    const { stdout } = await callAlignx('prompts', file, '--template', 'pba', '--sha256')
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(parseLines(stdout)).toMatchObject(prompts.pba.map((prompt, idx) => ({ idx, sha256: sha256(prompt) })))
  })

  test('infers the profile on request, and says which row has nothing to infer from', async () => {
    const ugc = [{ prompt: 'q', comment: 'k', 'Preference Direction': VECTOR }]
    const file = write('infer.json', JSON.stringify([{ ...rows[0], 'User-Generated Content': ugc }, rows[1]]))
    const ended = await callAlignx('prompts', file, '--template', 'train-pba', '--profile', 'exact')
    expect(ended.status).toBe(2)
    expect(ended.stdout).toContain('***User Preferences***\\n\\nYoung\\n')
    expect(ended.stderr).toBe(
      `${file}, row 1, Pair-wise Comparative Feedback[].Preference Direction: is missing; --profile takes given, published, exact, golden\n`,
    )
  })

  test.skipIf(!hasShared(STUDENT_PHD))('hashes all 600 rows of student_phd.json as released (../shared)', async () => {
    const golden = z.object({ few_shot: z.array(z.string()) }).parse(readShared('goldens/prompt-golden.json'))
    const { stdout } = await callAlignx('prompts', sharedPath(STUDENT_PHD), '--template', 'few-shot', '--sha256')
    const lines = z.array(z.object({ sha256: z.string() })).parse(parseLines(stdout))
    expect(lines.map((line) => line.sha256)).toEqual(golden.few_shot)
  })
})

describe('alignx profile', () => {
  test('gives the released profiles, a JSON string a line', async () => {
    const file = write(
      'histories.json',
      JSON.stringify(
        profiles.map(({ history }) => ({ history })),
        null,
        2,
      ),
    )
    const { status, stdout } = await callAlignx('profile', file, '--rule', 'published')
    expect(status).toBe(0)
    expect(parseLines(stdout)).toEqual(profiles.map(({ profile }) => profile))
  })

  test('reads Parquet rows, floats and NULLs included', async () => {
    const file = join(folder, 'rows [1].parquet')
    const item = `{'prompt': 'q', 'comment': 'k', 'Preference Direction': [${VECTOR.join(', ')}]::FLOAT[]}`
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`COPY (
      SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, [${item}] AS "User-Generated Content", 5::BIGINT AS uid
      UNION ALL SELECT 'p', 'c', 'r', NULL, NULL) TO '${file}' (FORMAT parquet)`)
    connection.closeSync()
    instance.closeSync()
    const signs = `+${'0'.repeat(89)}`
    const published = await callAlignx('profile', file, '--rule', 'published', '--as', 'signs')
    expect(published).toEqual({ status: 0, stdout: `"${signs}"\nnull\n`, stderr: '' })
    const exact = await callAlignx('profile', file, '--rule', 'exact')
    expect(exact.stdout).toBe('"Young"\n""\n')
  })
})

const line = (idx: number, chosen: number, rejected: number, texts: object = {}) =>
  JSON.stringify({ ...texts, idx, nll_loss_all_chosen: chosen, nll_loss_all_rejected: rejected })

describe('alignx accuracy', () => {
  test('joins on idx and counts everything that is wrong with the files', async () => {
    const text = (idx: number) => ({ prompt: `post ${idx}` })
    const reference = write('ref.jsonl', [0, 1, 2, 3, 4].map((idx) => `${line(idx, 10, 10, text(idx))}\n`).join(''))
    const policy = write(
      'policy.jsonl',
      [
        line(3, 10, 10, text(3)),
        line(1, 12, 10, text(1)),
        line(0, 12, 10, text(0)),
        line(0, 8, 10, text(0)),
        '{"idx": 2, "nll_loss_all_chosen": NaN, "nll_loss_all_rejected": 1}',
        line(9, 1, 1),
        '{"idx": 4, "nll_loss',
      ].join('\n'),
    )
    const { status, stdout } = await callAlignx('accuracy', reference, policy, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      accuracy: 1 / 3,
      n: 3,
      correct: 1,
      ties: 1,
      correctAsPublished: 1,
      coverage: 0.5,
      onlyInReference: [2, 4],
      onlyInPolicy: [9],
      bootstrap: { clusters: 3, seed: 0, reason: null },
      policy: {
        lines: 7,
        rows: 4,
        faults: [
          { line: 5, kind: 'not-finite', field: 'nll_loss_all_chosen' },
          { line: 7, kind: 'torn' },
        ],
        duplicates: [{ idx: 0, line: 3, isSame: false }],
      },
    })
    const words = await callAlignx('accuracy', reference, policy)
    expect(words.stdout).toContain('accuracy: 0.3333 (1 of 3)\nties: 1, counted as wrong')
    expect(words.stdout).toContain('only in the policy file: idx 9\n')
    expect(words.stdout).toContain('  line 5, nll_loss_all_chosen: is NaN, must be finite\n')
  })

  test('has no accuracy when the files share no row', async () => {
    const { stdout } = await callAlignx(
      'accuracy',
      write('a.jsonl', line(0, 1, 1)),
      write('b.jsonl', line(1, 1, 1)),
      '--json',
    )
    expect(JSON.parse(stdout)).toMatchObject({ accuracy: null, n: 0, wilson: null, coverage: 0 })
  })
})

describe('bad files end with status 2 and one line that names file, row and column', () => {
  test.each<[string, string | Buffer, string]>([
    [
      'torn.json',
      '[{"prompt":"p","chosen":"c","rejected":"r"},{"prompt":"p',
      ', row 1: the list of rows does not end, the file is torn',
    ],
    [
      'row.json',
      '[{"prompt":"p","chosen":"c","rejected":"r"},{"prompt":5,"chosen":"c","rejected":"r"}]',
      ', row 1, prompt: is number 5, must be text',
    ],
    ['comma.json', '[{"prompt":"p","chosen":"c","rejected":"r"},]', ', row 1, (row): is not JSON: '],
    ['tail.json', '[] {}', ', row 0: text '],
    ['lines.jsonl', '{"prompt":"p","chosen":"c","rejected":"r"}\n\n{"prompt":\n', ', row 1, (row): is not JSON: '],
    ['object.json', '{"rows":[]}', ', row 0, prompt: is missing'],
    ['latin1.json', Buffer.from('[{"prompt":"\xe9"}]', 'latin1'), ': is not UTF-8 text'],
    ['cut.json.gz', gzipSync('[]').subarray(0, 15), ': cannot be read: unexpected end of file'],
    ['bad.parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(64)]), ': cannot be read as Parquet: '],
    [
      'signs.json',
      '[{"history":[]},{"history":["0+x"]}]',
      ', row 1, history[0]: is string "0+x", must be 90 characters of +, 0 and -',
    ],
    [
      'vector.json',
      '[{"prompt":"p","chosen":"c","rejected":"r","Preference Direction":[0.5]}]',
      ', row 0, Preference Direction: has 1 values',
    ],
  ])('%s', async (name, content, message) => {
    const file = write(name, content)
    const ended = await callAlignx('profile', file, '--rule', 'exact')
    expect(ended.status).toBe(2)
    expect(ended.stderr.startsWith(`${file}`)).toBe(true)
    expect(ended.stderr).toContain(message)
    expect(ended.stderr.split('\n')).toHaveLength(2)
  })

  test('a missing file and a file without one usable line', async () => {
    const good = write('good.jsonl', line(0, 1, 1))
    const missing = await callAlignx('accuracy', join(folder, 'none.jsonl'), good)
    expect(missing).toMatchObject({ status: 2, stdout: '' })
    expect(missing.stderr).toMatch(/none\.jsonl: cannot be read: ENOENT/)
    const useless = await callAlignx('accuracy', good, write('useless.jsonl', '\n{"idx":0}\n'))
    expect(useless.stderr).toBe(
      `${join(folder, 'useless.jsonl')}, row 1, nll_loss_all_chosen: is missing; no line can be used\n`,
    )
    expect(useless.status).toBe(2)
  })
})
