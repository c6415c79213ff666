// @vitest-environment happy-dom
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { ChartFrame } from './chart-frame'
import type { ChartTable } from './chart-table'

const TABLE: ChartTable = {
  columns: [
    { key: 'name', label: 'What', isNumber: false },
    { key: 'n', label: 'Rows', isNumber: true },
    { key: 'share', label: 'Share', isNumber: true },
  ],
  rows: [
    { name: 'run', n: 12345, share: 0.123456 },
    { name: 'control', n: null, share: 1 },
  ],
}

function show() {
  render(
    <ChartFrame
      title="Accuracy"
      summary="60 % of 10 rows."
      how={<p>Ties count as wrong.</p>}
      table={TABLE}
      provenance={['Run "a"']}
      fileName="accuracy"
    >
      <svg data-chart role="img" aria-label="bars" />
    </ChartFrame>,
  )
  return userEvent.setup()
}

/** What the page hands to the browser as a download. */
function catchDownloads() {
  const blobs: Blob[] = []
  const names: string[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) blobs.push(blob)
    return 'blob:test'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  return { blobs, names }
}

test('a chart has a title, a sentence and its explanation', () => {
  show()
  expect(screen.getByRole('heading', { name: 'Accuracy' })).toBeTruthy()
  expect(screen.getByText('60 % of 10 rows.')).toBeTruthy()
  expect(screen.getByText('How is this computed?')).toBeTruthy()
  expect(screen.getByRole('img', { name: 'bars' })).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
})

test('the same numbers stand in a table and go back to the chart', async () => {
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Show Accuracy as a table' }))
  expect(screen.queryByRole('img', { name: 'bars' })).toBeNull()
  const table = screen.getByRole('table', { name: 'Accuracy' })
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map((head) => head.textContent),
  ).toEqual(['What', 'Rows', 'Share'])
  const rows = within(table).getAllByRole('row').slice(1)
  expect(
    rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ),
  ).toEqual([
    ['run', '12,345', '0.1235'],
    ['control', '–', '1'],
  ])
  await user.click(screen.getByRole('button', { name: 'Show Accuracy as a chart' }))
  expect(screen.getByRole('img', { name: 'bars' })).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
})

test('the numbers are saved as CSV with full precision and provenance', async () => {
  const { blobs, names } = catchDownloads()
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Download Accuracy' }))
  await user.click(await screen.findByRole('menuitem', { name: 'CSV' }))
  expect(names).toEqual(['accuracy.csv'])
  expect(blobs[0]?.type).toBe('text/csv;charset=utf-8')
  expect(await blobs[0]?.text()).toBe('# Run "a"\r\nWhat,Rows,Share\r\nrun,12345,0.123456\r\ncontrol,,1\r\n')
})

test('a picture of the table is refused with what to do', async () => {
  const { blobs } = catchDownloads()
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Show Accuracy as a table' }))
  for (const kind of ['PNG', 'SVG']) {
    await user.click(screen.getByRole('button', { name: 'Download Accuracy' }))
    await user.click(await screen.findByRole('menuitem', { name: kind }))
    expect(screen.getByText('Show the chart first: the table is not a picture.')).toBeTruthy()
  }
  expect(blobs).toEqual([])
})
