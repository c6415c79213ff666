import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { APIRequestContext, Page } from '@playwright/test'

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

/** Lets a file fall onto the page, as the desktop would. */
export async function dropFile(page: Page, path: string, name: string): Promise<void> {
  const text = readFileSync(path, 'utf8')
  const dataTransfer = await page.evaluateHandle(
    ([content, fileName]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/json' }))
      return transfer
    },
    [text, name],
  )
  await page.dispatchEvent('body', 'dragover', { dataTransfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer })
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
