import { dropFile, openSample } from './local-data'
import { follow, test } from './opened-tab'
import { expect } from './watched-page'

const NEUTRAL = Array.from({ length: 90 }, () => 0.5)

/** A published vector with some values, 0.5 elsewhere. */
function vectorOf(values: Readonly<Record<number, number>>): readonly number[] {
  return NEUTRAL.map((value, index) => values[index] ?? value)
}

/** A row whose profile holds its own target pair: openness is in no item of the history. */
const LEAKY = {
  prompt: 'What should I read next?',
  chosen: 'A book of strange new ideas.',
  rejected: 'The same as always.',
  'Preference Direction': vectorOf({ 4: 1 }),
  'Demographic Information': 'This person likes anime, dislikes humor.',
  'User-Generated Content': [
    { prompt: 'Jokes?', comment: 'Humor keeps me going.', 'Preference Direction': vectorOf({ 73: 1 }) },
    { prompt: 'More?', comment: 'Always.', 'Preference Direction': vectorOf({ 73: 1, 39: 1 }) },
  ],
  'Pair-wise Comparative Feedback': [],
  profile: 'High Openness, Strong need for Play (enjoying fun, relaxation, and laughter), Likes humor',
}

test('an open row leads to its profile, whose evidence, history and view stay in the address', async ({
  explore: page,
}) => {
  await page.locator('[role=row][aria-rowindex="3"]').click()
  await page.getByRole('link', { name: 'Profile', exact: true }).click()
  const table = page.getByRole('region', { name: 'Dimensions by lane' })
  await expect(table).toBeVisible()
  const line = table.getByRole('row').nth(1).getByRole('button')
  await line.focus()
  await page.keyboard.press('Enter')
  const evidence = page.getByRole('complementary', { name: /^Evidence on/ })
  await expect(evidence).toBeFocused()
  await expect(evidence).toContainText('Votes of the history')
  await page.keyboard.press('Escape')
  await expect(line).toBeFocused()

  const slider = page.getByRole('slider', { name: 'Keep the first' })
  const items = await slider.getAttribute('max')
  await slider.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText(`${Number(items) - 1} of ${items} items`, { exact: true })).toBeVisible()
  await page.getByText('Exact rule', { exact: true }).click()
  await expect(page).toHaveURL(/left=[up]\d&rule=exact/)
  await page.reload()
  await expect(page.getByText(`${Number(items) - 1} of ${items} items`, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Put all items back' }).click()
  await expect(page).not.toHaveURL(/left=/)

  await page
    .getByRole('list', { name: 'Opposite twins' })
    .getByRole('button', { name: /^Compare with row/ })
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Two people side by side' })).toContainText('± conflict')
})

test('a profile that holds its own target pair is told, with the labels that differ', async ({ explore: page }) => {
  await follow(page, '/profiles')
  await expect(page.getByRole('list', { name: 'Against the crowd' })).toBeVisible()
  await dropFile(page, JSON.stringify([LEAKY, { ...LEAKY, profile: null, prompt: 'Another?' }]), 'leaky.json')
  await expect(page.getByRole('list', { name: 'First rows' }).getByRole('listitem')).toHaveCount(2)
  await page.getByRole('list', { name: 'First rows' }).getByRole('link').first().click()
  await expect(page.getByText('The given profile fits only with the target pair in it')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Labels of both profiles' }).locator('del')).toHaveText([
    '− High Openness',
  ])
  await page.getByRole('button', { name: /^Humor/ }).click()
  const evidence = page.getByRole('complementary', { name: 'Evidence on Humor' })
  await expect(evidence.locator('mark')).toHaveText(['Humor', 'humor'])
  await expect(evidence).toContainText('Two lanes hold opposite poles')
  await openSample(page)
})

test('a name that is no content hash and a row that is not loaded say so', async ({ explore: page }) => {
  await follow(page, '/profiles/nobody')
  await expect(page.getByText('which is no content hash')).toBeVisible()
  await follow(page, `/profiles/${'0'.repeat(32)}?mean=12`)
  await expect(page.getByText('No such row among the loaded data', { exact: true })).toBeVisible()
  await expect(page.getByText(/asks for mean "12", left out/)).toBeVisible()
  await page.getByRole('link', { name: 'Pick another row' }).click()
  await page.getByLabel('Content hash of a row').fill('xyz')
  await page.getByRole('button', { name: 'Open the profile' }).click()
  await expect(page.getByText(/is no content hash: 32 hex characters/)).toBeVisible()
})
