import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { ownTaskListSchema } from '@/lib/core/annotation/task'
import { type Made, makeAnnotationProject } from './annotation-project'
import { expect, test } from './watched-page'

const QUESTIONS = [
  { kind: 'preference', key: 'prefer', title: 'Which response would this person prefer?' },
  { kind: 'direction', key: 'dims', title: 'What does this person prefer?' },
  { kind: 'note', key: 'note', title: 'Anything else?' },
]
const ITEMS = 3
const lineSchema = z.looseObject({ kind: z.string() })

// A browser notes what it could not fetch while it was cut off.
test.use({ tolerated: /net::ERR_INTERNET_DISCONNECTED/ })

test('three people annotate a queue: drafts, undo and a lost connection lose nothing', async ({
  page,
  request,
}, info) => {
  const { project, people } = await makeAnnotationProject(request, {
    name: 'Three on one queue',
    questions: QUESTIONS,
    items: ITEMS,
    people: ['Ada', 'Bob', 'Cleo'],
  })
  const [ada, bob, cleo] = people
  if (!ada || !bob || !cleo) throw new Error('Three people are made')
  const done = async (who: Made) => {
    const response = await request.get(`/api/v1/projects/${project.id}/tasks`, {
      headers: { 'alignx-annotator': who.id },
    })
    return ownTaskListSchema.parse(await response.json()).tasks.map(({ state, revision }) => `${state} ${revision}`)
  }

  await page.goto(`/annotate/${project.id}/work`)
  await workAs(page, ada)
  await expect(page.getByRole('heading', { name: 'Item', exact: true })).toBeVisible()

  await test.step('a draft survives a reload', async () => {
    await page.keyboard.press('2')
    await page.keyboard.press('4')
    await page.keyboard.press('/')
    await page.keyboard.type('openn')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Anything else?' }).fill('Half a thought')
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Anything else?' })).toHaveValue('Half a thought')
    await expect(page.getByRole('radio', { name: 'Response B' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '4' })).toBeChecked()
    await expect(page.getByRole('button', { name: 'Openness: positive' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('keys submit, and undo brings the answers back', async () => {
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^1 done/)).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Anything else?' })).toHaveValue('')
    await page.keyboard.press('z')
    await expect(page.getByRole('heading', { name: 'Taken back: change it and submit again' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Anything else?' })).toHaveValue('Half a thought')
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await answerByKeys(page, ITEMS - 1)
    await expect(page.getByRole('heading', { name: 'Everything is done' })).toBeVisible()
    expect(await done(ada)).toEqual(Array.from({ length: ITEMS }, () => 'done 1'))
  })

  await test.step('what is submitted without a connection waits, and is sent once', async () => {
    await workAs(page, bob)
    await expect(page.getByRole('heading', { name: 'Item', exact: true })).toBeVisible()
    await page.context().setOffline(true)
    await answerByKeys(page, ITEMS)
    await expect(page.getByText('3 answers wait for the connection')).toBeVisible()
    expect(await done(bob)).toEqual(Array.from({ length: ITEMS }, () => 'leased 0'))
    await page.context().setOffline(false)
    await expect(page.getByRole('heading', { name: 'Everything is done' })).toBeVisible()
    await expect(page.getByText('wait for the connection')).toBeHidden()
    expect(await done(bob)).toEqual(Array.from({ length: ITEMS }, () => 'done 1'))
  })

  await test.step('a third person skips one, and the next item paints at once', async () => {
    await workAs(page, cleo)
    await expect(page.getByRole('heading', { name: 'Item', exact: true })).toBeVisible()
    await answerByKeys(page, 1)
    await page.keyboard.press('s')
    await expect(page.getByRole('dialog', { name: 'Skip this item' })).toBeVisible()
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^1 done, 1 skipped/)).toBeVisible()
    await answerByKeys(page, 1)
    await expect(page.getByRole('heading', { name: 'Everything is done' })).toBeVisible()
    const times = await page.evaluate(() =>
      performance.getEntriesByName('annotating-next-item').map(({ duration }) => Math.round(duration)),
    )
    expect(times.length).toBeGreaterThan(0)
    await info.attach('ms from submit to the next item painted', {
      body: JSON.stringify(times),
      contentType: 'application/json',
    })
  })

  await test.step('the lead decides one item and takes everything along', async () => {
    await workAs(page, { id: 'local', name: 'Local administrator' })
    await page.goto(`/annotate/${project.id}?tab=disagreements`)
    const items = page.getByRole('list', { name: 'Disputed items' }).getByRole('button')
    await expect(items).toHaveCount(ITEMS)
    await items.first().click()
    await page.getByRole('button', { name: `Take all of ${ada.name}` }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('Ada read the history.')
    await page.getByRole('button', { name: 'Decide and go on' }).click()
    await expect(items).toHaveCount(ITEMS - 1)
    await page.getByRole('tab', { name: 'Export & import' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download JSONL' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)))
    expect(lines.filter(({ kind }) => kind === 'annotation')).toHaveLength(people.length * ITEMS - 1)
    expect(lines.filter(({ kind }) => kind === 'adjudication')).toMatchObject([{ reason: 'Ada read the history.' }])
  })
})

/** Chooses somebody in the menu of the page's head. */
async function workAs(page: Page, { name }: Made): Promise<void> {
  await page.getByRole('button', { name: /^You work as / }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
  await expect(page.getByRole('button', { name: `You work as ${name}. Change` })).toBeVisible()
}

/** Prefers the first response with confidence 3, and submits. */
async function answerByKeys(page: Page, items: number): Promise<void> {
  for (let item = 0; item < items; item++) {
    await page.keyboard.press('1')
    await page.keyboard.press('3')
    await page.keyboard.press('Enter')
  }
}
