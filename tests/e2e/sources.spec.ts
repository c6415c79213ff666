import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startHub } from '../hub/hub-server'
import { startServer } from '../hub/local-server'
import { serveBytes } from '../hub/serve-bytes'
import { countLine, drawerOf, expectLoaded, rowsOf } from './explore-page'
import {
  dropFile,
  hasStudentFile,
  makeRow,
  openDialog,
  openSample,
  openServerSource,
  pickFiles,
  readSampleShard,
  STUDENT_FILE,
} from './local-data'
import { test } from './opened-tab'
import { HUB_PORT } from './ports'
import { expect } from './watched-page'

const HOSTILE = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1"> [USER] </s> <|im_end|>'

// Browsers report every refused request, and some of these are refused on purpose.
test.use({ tolerated: /^console: Failed to load resource: .* (404|422) / })

test.afterAll(({ tab: { page } }) => openSample(page))

test('the real benchmark file opens by drop, by picker and from a folder', async ({ anyData: page }) => {
  test.skip(!hasStudentFile, 'needs ../shared/alignx/benchmark/P-Soups/student_phd.json')
  await dropFile(page, await readFile(STUDENT_FILE, 'utf8'), 'student_phd.json')
  await expectLoaded(page, '600')
  await expect(page.getByText('Synthetic', { exact: true })).toBeHidden()
  await rowsOf(page).first().click()
  const drawer = drawerOf(page)
  await drawer.getByRole('tab', { name: /^Pairs [1-9]/ }).click()
  await expect(drawer.getByRole('heading', { name: '1. Post' })).toBeVisible()
  for (const part of ['Profile', 'Persona']) {
    await drawer.getByRole('tab', { name: part }).click()
    await expect(drawer.getByRole('tabpanel', { name: part })).toHaveText(/\w+ \w+/)
  }
  await page.keyboard.press('Escape')
  await pickFiles(page, [{ name: 'rows.jsonl', content: `${JSON.stringify(makeRow('One', 'a', 'b'))}\n` }])
  await expectLoaded(page, '1')
  await openServerSource(page, 'Folder on the server')
  await expectLoaded(page, '600')
})

test('a faulty file is named, and the good one beside it stays usable', async ({ anyData: page, request }) => {
  const shard = await readSampleShard(request, 0)
  await pickFiles(page, [
    { name: 'good.parquet', content: shard },
    { name: 'cut-off.parquet', content: shard.subarray(0, shard.length / 2) },
    { name: 'other.json', content: '[{"question": "Who?", "answer": "You"}]' },
  ])
  await expectLoaded(page, '2,000')
  await expect(page.getByRole('alert').filter({ hasText: 'cut-off.parquet could not be loaded' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'other.json could not be loaded' })).toContainText('prompt')
  await expect(rowsOf(page).first()).toContainText(/\d:0/)
})

test('torn lines are left out and named', async ({ anyData: page }) => {
  const lines = ['One', 'Two', 'Three'].map((prompt) => JSON.stringify(makeRow(prompt, 'yes', 'no')))
  await pickFiles(page, [{ name: 'torn.jsonl', content: `${lines[0]}\n${lines[1]?.slice(0, 40)}\n${lines[2]}\n` }])
  await expectLoaded(page, '2')
  await expect(page.getByText('torn.jsonl: 1 rows were left out')).toBeVisible()
})

test('texts are shown as texts, whatever they hold', async ({ anyData: page }) => {
  await pickFiles(page, [
    { name: 'hostile.json', content: JSON.stringify([makeRow(HOSTILE, HOSTILE, `${HOSTILE} no`)]) },
  ])
  await expectLoaded(page, '1')
  await rowsOf(page).first().click()
  await expect(drawerOf(page).getByText(HOSTILE).first()).toBeVisible()
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
  await expect(page.locator('img')).toHaveCount(0)
})

test('loading can be cancelled, and what is loaded stays', async ({ anyData: page, request }) => {
  const shard = await readSampleShard(request, 1)
  let isHeld = false
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = await startServer(async (message, response) => {
    if (isHeld && message.url?.includes('second')) await gate
    serveBytes(message, response, shard, { etag: '"one"' })
  })
  await addSource(page, `${server.origin}/first.parquet ${server.origin}/second.parquet`)
  isHeld = true
  await openNewestSource(page)
  await expect(countLine(page)).toHaveText('2,000 of 2,000 rows')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText(/^Loading was cancelled: 1 of 2 shards are missing or partial$/)).toBeVisible()
  release()
  await server.close()
  await removeSource(page, 'first.parquet and 1 more')
})

for (const hasRanges of [true, false]) {
  test(`a file opens by its address ${hasRanges ? 'with' : 'without'} range reads`, async ({
    anyData: page,
    request,
  }) => {
    const shard = await readSampleShard(request, 0)
    const server = await startServer((message, response) => {
      if (hasRanges) return serveBytes(message, response, shard, { etag: '"one"' })
      response.writeHead(200, { 'content-length': shard.byteLength }).end(message.method === 'HEAD' ? undefined : shard)
    })
    const name = hasRanges ? 'ranges.parquet' : 'whole.parquet'
    await addSource(page, `${server.origin}/${name}`)
    await openNewestSource(page)
    await expectLoaded(page, '2,000')
    expect(server.requests.some(({ headers }) => headers.range !== undefined)).toBe(true)
    await removeSource(page, name)
    await server.close()
  })
}

test('a dataset of the hub opens, and an unknown one is refused by name', async ({ anyData: page, request }) => {
  const hub = await startHub({
    port: HUB_PORT,
    token: 'the-token',
    pageSize: 2,
    datasets: {
      'someone/rows': {
        access: 'gated',
        revisions: { main: 'c'.repeat(40) },
        files: { 'data/part-0.parquet': { bytes: await readSampleShard(request, 0), lfs: true } },
      },
    },
  })
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open data' })
  await dialog.getByLabel('Address').fill('hf://datasets/someone/nothing')
  await dialog.getByRole('button', { name: 'Add source' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This address was not added')
  await page.keyboard.press('Escape')
  await addSource(page, 'hf://datasets/someone/rows', 'the-token')
  await openNewestSource(page)
  await expectLoaded(page, '2,000')
  expect(await page.content()).not.toContain('the-token')
  await removeSource(page, 'someone/rows')
  await hub.close()
})

/** Adds what the address names; the dialog stays open. */
async function addSource(page: Page, address: string, token = ''): Promise<void> {
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open data' })
  const before = await dialog.getByRole('listitem').count()
  await dialog.getByLabel('Address').fill(address)
  await dialog.getByLabel('Access token (optional)').fill(token)
  await dialog.getByRole('button', { name: 'Add source' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(before + 1)
}

async function openNewestSource(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Open data' })
  await dialog.getByRole('listitem').last().getByRole('button', { name: 'Open' }).click()
}

/** Forgets the newest source of that name. */
async function removeSource(page: Page, label: string): Promise<void> {
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open data' })
  const lines = dialog.getByRole('listitem').filter({ hasText: label })
  const before = await lines.count()
  await lines
    .last()
    .getByRole('button', { name: /^Remove / })
    .click()
  await expect(lines).toHaveCount(before - 1)
  await page.keyboard.press('Escape')
}
