import type { APIRequestContext, Page } from '@playwright/test'
import axe from 'axe-core'
import { makeAnnotationProject } from './annotation-project'
import { follow, test } from './opened-tab'
import { scoreSample } from './scored-run'
import { expect } from './watched-page'

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const MODES = [
  { name: 'wide and light', width: 1440, colorScheme: 'light' },
  { name: 'narrow and dark', width: 390, colorScheme: 'dark' },
] as const

/** The rules that a page breaks, with where it does. axe is put into a document once, for all looks at it. */
async function findFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }, TAGS)
}

/** Holds the page as it stands to the rules, wide and light first, then narrow and dark; leaves it wide and light. */
async function expectNoFaults(page: Page, modes: readonly (typeof MODES)[number][] = MODES): Promise<void> {
  for (const { name, width, colorScheme } of modes)
    await test.step(name, async () => {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      expect(await findFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  const [{ width, colorScheme }] = MODES
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme })
}

for (const path of ['/annotate/new', '/evaluate', '/evaluate/new', '/dashboards', '/backends', '/help'])
  test(`${path} breaks no rule and does not scroll sideways`, async ({ explore: page }) => {
    await follow(page, path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoFaults(page)
  })

test('Explore breaks no rule, nor does an open row', async ({ explore: page }) => {
  await expectNoFaults(page)
  await page.locator('[role=row][aria-rowindex="3"]').click()
  await expect(page.getByRole('heading', { name: 'Responses' })).toBeVisible()
  await expectNoFaults(page)
})

test('Vectors breaks no rule in any tab and does not scroll sideways', async ({ explore: page }) => {
  await follow(page, `/vectors?tab=distribution&f=1:openness.positive&target=%2B${'0'.repeat(89)}`)
  for (const [tab, heading] of [
    ['Distribution', 'Distribution of directions'],
    ['Relations', 'Correlation of dimensions'],
    ['Compare', 'A less B'],
    ['Neighbours', 'Nearest rows'],
    ['Map', 'Map of directions'],
  ] as const)
    await test.step(tab, async () => {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('heading', { name: heading })).toBeVisible({ timeout: 30_000 })
      await expectNoFaults(page)
    })
})

test('Profiles breaks no rule, nor does a person with open evidence and another beside', async ({ explore: page }) => {
  await follow(page, '/profiles')
  const against = page.getByRole('list', { name: 'Against the crowd' })
  await expect(against).toBeVisible()
  await expectNoFaults(page)
  await against.getByRole('link').first().click()
  const lines = page.getByRole('region', { name: 'Dimensions by lane' }).getByRole('button')
  await expect(lines.first()).toBeVisible()
  await page
    .getByRole('button', { name: /^Compare with row/ })
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Two people side by side' })).toBeVisible()
  await expectNoFaults(page)
  await lines.first().click()
  await expect(page.getByRole('complementary', { name: /^Evidence on/ })).toBeVisible()
  await expectNoFaults(page)
})

test('the projects of Annotate break no rule, nor does any page of one', async ({ explore: page, request }) => {
  const project = await makeAnsweredProject(request)
  const [wide, narrow] = MODES
  await follow(page, '/annotate')
  await expect(page.getByRole('link', { name: 'Annotate: Held to the rules' }).first()).toBeVisible()
  // Each in one of the two modes, in turns: they share their parts.
  await expectNoFaults(page, [narrow])
  await follow(page, `/annotate/${project}`)
  const tabs = [
    ['Progress', 'People'],
    ['Questions & guidelines', 'Questions'],
    ['Queues', 'Queues'],
    ['Agreement', 'By question'],
    ['Export & import', 'Manifest'],
    ['History', 'History'],
  ] as const
  for (const [place, [tab, heading]] of tabs.entries())
    await test.step(tab, async () => {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
      await expectNoFaults(page, [place % 2 === 0 ? wide : narrow])
    })
  await page.getByRole('tab', { name: 'Disagreements' }).click()
  await page.getByRole('list', { name: 'Disputed items' }).getByRole('button').click()
  await expect(page.getByRole('button', { name: 'Decide and go on' })).toBeVisible()
  await expectNoFaults(page, [narrow])
})

/** A project with one item that two people answered differently; returns its id. */
async function makeAnsweredProject(request: APIRequestContext): Promise<string> {
  const { project, people } = await makeAnnotationProject(request, {
    name: 'Held to the rules',
    questions: [
      { kind: 'consistency', key: 'fits', title: 'Does it fit?' },
      { kind: 'flags', key: 'flags', title: 'Flags' },
    ],
    guidelines: '# Rules\n\nRead *both*.\n\n- one\n- `two`',
    items: 2,
    people: ['Fay', 'Gus'],
  })
  for (const [place, { id }] of people.entries()) {
    const headers = { 'alignx-annotator': id }
    const taken = await request.post(`/api/v1/projects/${project.id}/tasks`, { headers, data: { count: 1 } })
    const [task] = (await taken.json()).tasks
    const answers = {
      fits: { kind: 'consistency', value: place === 0 ? 'yes' : 'no' },
      flags: { kind: 'flags', flags: ['harmful'] },
    }
    const data = { key: `${id}-0`, activeMs: 1000, answers }
    expect((await request.post(`/api/v1/tasks/${task.id}/submit`, { headers, data })).ok()).toBe(true)
  }
  return project.id
}

test('the desk breaks no rule with every kind of question, nor do its panels', async ({ explore: page, request }) => {
  const [wide, narrow] = MODES
  const { project } = await makeAnnotationProject(request, {
    name: 'Every kind of question',
    questions: [
      { kind: 'preference', key: 'prefer', title: 'Which one would they prefer?' },
      { kind: 'direction', key: 'dims', title: 'What do they prefer?' },
      { kind: 'verify', key: 'given', title: 'Is the direction right?' },
      { kind: 'universal', key: 'anyone', title: 'Which one is better for anyone?' },
      { kind: 'consistency', key: 'fits', title: 'Does it fit?' },
      { kind: 'flags', key: 'flags', title: 'Is anything wrong?' },
      {
        kind: 'choice',
        key: 'effort',
        title: 'Hard?',
        options: ['yes', 'no'].map((value) => ({ value, label: value })),
      },
      { kind: 'text', key: 'why', title: 'Why?' },
      { kind: 'note', key: 'note', title: 'Anything else?' },
    ],
    items: 1,
    overlap: 1,
    people: [],
  })
  await follow(page, `/annotate/${project.id}/work`)
  await expect(page.getByRole('heading', { name: 'Item', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Later' }).click()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not answered yet.').first()).toBeVisible()
  await expectNoFaults(page)
  await page.keyboard.press('/')
  await page.keyboard.type('interaction')
  await expect(page.getByText('INVERTED vs its name')).toBeVisible()
  await expectNoFaults(page, [narrow])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('i')
  await expect(page.getByRole('complementary', { name: 'My items' })).toBeVisible()
  await expectNoFaults(page, [wide])
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await expectNoFaults(page, [narrow])
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.getByRole('button', { name: 'Skip the item' }).click()
  await expect(page.getByRole('heading', { name: 'Everything is done' })).toBeVisible()
  await expectNoFaults(page, [wide])
})

test('a result breaks no rule', async ({ explore: page }) => {
  await scoreSample(page, 20)
  await expect(page.getByRole('heading', { name: 'Margins' })).toBeVisible()
  await expectNoFaults(page)
})
