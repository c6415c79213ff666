import { readFile } from 'node:fs/promises'
import type { APIRequestContext } from '@playwright/test'
import { tasksTakenSchema } from '@/lib/core/annotation/task'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { parseSigns } from '@/lib/core/direction'
import { follow, test } from './opened-tab'
import { expect } from './watched-page'

const ROWS = 2

test('a lead brings rows from Explore to people, decides where they differ, and exports', async ({
  explore: page,
  request,
}) => {
  const people = await addPeople(request, ['Dora', 'Emil'])

  await test.step('rows of a filter become a queue of a new project', async () => {
    await follow(page, '/explore?f=1:openness.positive')
    const annotate = page.getByRole('link', { name: 'Annotate these rows' })
    await expect(annotate).toHaveAttribute('href', /openness/)
    await annotate.click()
    await expect(page.getByText('Openness: high')).toBeVisible()
    await page.getByRole('link', { name: 'New project' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('High openness')
    await page.getByText('Preview').click()
    await expect(page.getByRole('heading', { name: 'Is the direction right?' })).toBeVisible()
    await page.getByRole('button', { name: 'Make the project' }).click()
    await page.getByLabel('Sample size').fill(String(ROWS))
    await page.getByRole('button', { name: 'Make the queue' }).click()
    await expect(page.getByText(`${ROWS} items are handed out from now on`)).toBeVisible()
    await expect(page.getByRole('list', { name: 'Queues' })).toContainText('Openness: high')
  })

  const project = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  for (const [place, person] of people.entries()) await verifyAll(request, project, person, place === 0)

  await test.step('what they differ in is decided, with a reason', async () => {
    await page.getByRole('tab', { name: 'Disagreements' }).click()
    const items = page.getByRole('list', { name: 'Disputed items' }).getByRole('button')
    await expect(items).toHaveCount(ROWS)
    await page.keyboard.press('j')
    await expect(page.getByText('Dora agree').first()).toBeVisible()
    await page.getByRole('button', { name: 'Take all of Emil' }).click()
    await page.getByRole('button', { name: 'Decide and go on' }).click()
    await expect(page.getByRole('region', { name: 'Item' }).getByRole('alert')).toContainText('Say why')
    await page.getByRole('textbox', { name: 'Reason' }).fill('The history says otherwise.')
    await page.keyboard.press('Control+Enter')
    await expect(items).toHaveCount(ROWS - 1)
  })

  await test.step('the agreement says what it is and why it is not', async () => {
    await page.getByRole('tab', { name: 'Agreement', exact: true }).click()
    const line = page
      .getByRole('region', { name: 'Agreement by question, table' })
      .getByRole('row', { name: /^Is each preference right/ })
    await expect(line).toContainText('0 %')
    await expect(page.getByRole('region', { name: 'Disagreement with the dataset, table' })).toContainText('Openness')
  })

  await test.step('the decision is in the export, and importing that changes nothing', async () => {
    await page.getByRole('tab', { name: 'Export & import' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download JSONL' }).click()
    const path = await (await download).path()
    const lines = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ kind }) => kind === 'annotation')).toHaveLength(ROWS * people.length)
    expect(lines.filter(({ kind }) => kind === 'adjudication')).toMatchObject([
      { reason: 'The history says otherwise.' },
    ])
    await page.getByLabel('File', { exact: true }).setInputFiles(path)
    await page.getByRole('button', { name: 'See what it would do' }).click()
    await expect(page.getByText(`${lines.length} are there already`)).toBeVisible()
  })
})

async function addPeople(request: APIRequestContext, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const name of names) {
    const response = await request.post('/api/v1/annotators', { data: { name } })
    ids.push((await response.json()).id)
  }
  return ids
}

/** Judges every active dimension of every item alike. */
async function verifyAll(request: APIRequestContext, project: string, who: string, agrees: boolean): Promise<void> {
  const headers = { 'alignx-annotator': who }
  for (let item = 0; item < ROWS; item++) {
    const taken = await request.post(`/api/v1/projects/${project}/tasks`, { headers, data: { count: 1 } })
    const [task] = tasksTakenSchema.parse(await taken.json()).tasks
    if (!task) throw new Error('There is no task to take')
    const direction = parseSigns(task.item.direction ?? '') ?? []
    const active = DIMENSIONS.filter(({ index }) => direction[index])
    const marks = Object.fromEntries(active.map(({ key }) => [key, agrees ? 'agree' : 'disagree']))
    const data = { key: `${who}-${item}`, activeMs: 1000, answers: { verify: { kind: 'verify', marks } } }
    const submitted = await request.post(`/api/v1/tasks/${task.id}/submit`, { headers, data })
    expect(submitted.ok()).toBe(true)
  }
}
