import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { APIRequestContext, Page } from '@playwright/test'
import { expectLoaded, SAMPLE_ROWS } from './explore-page'
import { follow } from './opened-tab'
import { expect } from './watched-page'

/** The published benchmark file with 600 rows, which is not part of this repository. */
export const STUDENT_FILE = fileURLToPath(
  new URL('../../../shared/alignx/benchmark/P-Soups/student_phd.json', import.meta.url),
)
export const hasStudentFile = existsSync(STUDENT_FILE)

/** The bytes of one shard of the sample, as the server gives them. */
export async function readSampleShard(request: APIRequestContext, place: 0 | 1): Promise<Buffer> {
  const source = await (await request.get('/api/v1/sources/sample')).json()
  return (await request.get(source.shards[place].url)).body()
}

/** Lets a file of this text fall onto the page, as the desktop would, once the page takes files. */
export async function dropFile(page: Page, text: string, name: string): Promise<void> {
  const send = (kind: 'dragover' | 'drop') =>
    page.evaluate(
      ({ type, content, file }) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([content], file, { type: 'application/json' }))
        return !window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      },
      { type: kind, content: text, file: name },
    )
  await expect.poll(() => send('dragover')).toBe(true)
  await send('drop')
}

/** Opens "Open data". */
export async function openDialog(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page.getByRole('dialog', { name: 'Open data' })).toBeVisible()
}

/** Opens a source that the server lists, in Explore. */
export async function openServerSource(page: Page, label: string): Promise<void> {
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open data' })
  await dialog.getByRole('listitem').filter({ hasText: label }).getByRole('button', { name: 'Open' }).click()
}

/** Puts the sample back, in Explore, after a test that opened something else. */
export async function openSample(page: Page): Promise<void> {
  await follow(page, '/explore')
  await openServerSource(page, 'Synthetic sample')
  await expectLoaded(page, SAMPLE_ROWS)
}

/** Opens files through the picker of "Open data". */
export async function pickFiles(
  page: Page,
  files: readonly { name: string; content: string | Buffer }[],
): Promise<void> {
  await page.getByRole('main').getByRole('button').first().click()
  await page
    .getByRole('dialog', { name: 'Open data' })
    .getByLabel('Files to open')
    .setInputFiles(
      files.map(({ name, content }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
      })),
    )
}

/** A row of AlignX with these texts and nothing of a person. */
export function makeRow(prompt: string, chosen: string, rejected: string) {
  return { prompt, chosen, rejected, 'Preference Direction': Array.from({ length: 90 }, () => 0.5) }
}
