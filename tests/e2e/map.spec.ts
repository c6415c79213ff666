import { chromium, type Locator, type Page } from '@playwright/test'
import { countLine, readMatched, SAMPLE_ROWS } from './explore-page'
import { follow, test } from './opened-tab'
import { expect, watchContext } from './watched-page'

async function expectMap(page: Page): Promise<Locator> {
  await expect(page.getByRole('heading', { name: 'Map of directions' })).toBeVisible()
  const canvas = page.locator('canvas[data-drawing]')
  await expect(canvas).toHaveAttribute('data-drawn', '1.00')
  return canvas
}

/** How many pixels of the map are coloured, and in how many colours. */
async function readInk(canvas: Locator): Promise<{ pixels: number; colors: number }> {
  return canvas.evaluate(async (element: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(element.width, element.height)
    const context = copy.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(element, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const colors = new Set<number>()
    let pixels = 0
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0) continue
      pixels++
      colors.add((data[at] ?? 0) * 65_536 + (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0))
    }
    return { pixels, colors: colors.size }
  })
}

test('points are drawn with WebGL, move with the camera, and take the colours of the legend', async ({
  explore: page,
}) => {
  await follow(page, '/vectors?tab=map')
  const canvas = await expectMap(page)
  await expect(canvas).toHaveAttribute('data-drawing', 'points')
  const plain = await readInk(canvas)
  expect(plain.pixels).toBeGreaterThan(5000)
  await page.getByLabel('Coloured by').selectOption({ label: 'Openness' })
  await expect(page.getByRole('region', { name: 'Legend: Openness' })).toContainText('High Openness')
  await expect.poll(async () => (await readInk(canvas)).colors).toBeGreaterThan(plain.colors)
  const map = page.getByRole('button', { name: /^Map of 4,000 rows/ })
  await map.focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('+')
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/at=/)
  await expect.poll(async () => (await readInk(canvas)).pixels).not.toBe(plain.pixels)
  await page.keyboard.press('0')
  await expect(page).not.toHaveURL(/at=/)
  await page.getByLabel('Component up').selectOption('3')
  await expect(page).toHaveURL(/axes=1,3/)
  await expect(page.getByRole('region', { name: 'Component 3, up' })).toBeVisible()
})

test('a lasso becomes a saved selection and the filter, and a click opens a row in Explore', async ({
  explore: page,
}) => {
  await follow(page, '/vectors?tab=map')
  const canvas = await expectMap(page)
  const box = await canvas.boundingBox()
  if (!box) throw new Error('The map is not on the page')
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.getByText('Lasso', { exact: true }).click()
  await page.mouse.move(...at(0.35, 0.35))
  await page.mouse.down()
  for (const [x, y] of [
    [0.6, 0.35],
    [0.6, 0.65],
    [0.35, 0.65],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 5 })
  await page.mouse.up()
  const chosen = page.getByRole('region', { name: 'Chosen area' })
  await expect(chosen).toContainText('rows chosen')
  const rows = Number((await chosen.textContent())?.match(/^[\d,]+/)?.[0].replace(/,/g, ''))
  expect(rows).toBeGreaterThan(100)
  await page.getByRole('textbox', { name: 'Name of the selection' }).fill('The middle')
  await page.getByRole('button', { name: 'Keep as a filter' }).click()
  await expect.poll(() => readMatched(page)).toBeLessThan(4000)
  // Copies of the rows are in the selection, wherever on the map they were moved to.
  expect(await readMatched(page)).toBeGreaterThanOrEqual(rows)
  expect(page.url()).toContain('f=1:selection.')
  await expect(page.getByRole('region', { name: 'Legend: Filter' })).toContainText('Outside the filter')
  await page.getByText('Pan', { exact: true }).click()
  await page.mouse.move(...at(0.5, 0.5))
  const card = page.getByRole('region', { name: 'Row pointed at' })
  await expect(card.getByRole('link')).toBeVisible()
  await page.mouse.click(...at(0.5, 0.5))
  await expect(page).toHaveURL(/\/explore\?.*row=[0-9a-f]{32}/)
  await expect(page.getByRole('heading', { name: 'Responses' })).toBeVisible()
})

test('without a pointer: a rectangle by numbers, its rows as a table, and the keys open a row', async ({
  explore: page,
}) => {
  await follow(page, '/vectors?tab=map')
  await expectMap(page)
  await page.getByRole('button', { name: 'Rectangle…' }).click()
  await page.getByLabel('Component 1 from').fill('0')
  await page.getByRole('button', { name: 'Choose this rectangle' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Chosen area' })).toContainText('rows chosen')
  await page.getByText('Rows chosen as a table').click()
  await expect(page.getByRole('region', { name: 'Rows chosen' }).getByRole('link')).toHaveCount(50)
  const map = page.getByRole('button', { name: /^Map of 4,000 rows/ })
  await map.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('region', { name: 'Row pointed at' }).getByRole('link')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/explore\?.*row=[0-9a-f]{32}/)
})

test('where there is no WebGL the density is drawn, and says why', async ({ baseURL, launchOptions }) => {
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--disable-3d-apis'],
  })
  try {
    const context = await browser.newContext({ baseURL: baseURL ?? '' })
    const faults = watchContext(context, new URL(baseURL ?? '').origin)
    const page = await context.newPage()
    await page.goto('/vectors?tab=map&color=dimension:openness')
    await expect(countLine(page)).toHaveText(`${SAMPLE_ROWS} of ${SAMPLE_ROWS} rows`)
    const canvas = await expectMap(page)
    await expect(canvas).toHaveAttribute('data-drawing', 'density')
    await expect(page.getByText('The density of the rows is shown in place of points')).toBeVisible()
    await expect(page.getByText(/has no WebGL 2/)).toBeVisible()
    expect((await readInk(canvas)).pixels).toBeGreaterThan(500)
    await page.getByRole('button', { name: 'Choose all in view' }).click()
    await expect(page.getByRole('region', { name: 'Chosen area' })).toContainText('4,000 rows chosen')
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
})
