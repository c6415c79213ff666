import { type ExportedLine, type ExportFormat, toValueRows, VALUE_COLUMNS } from '@/lib/core/annotation/exported'
import type { Project } from '@/lib/core/annotation/project'
import { toCsv } from '@/lib/core/export-rows'
import { exportCorrectedRows, exportLines, readManifest, writeParquet } from '@/lib/store'

interface Export {
  readonly type: string
  readonly extension: string
  readonly body: (project: Project, withNames: boolean, signal: AbortSignal) => BodyInit | Promise<BodyInit>
}

// A page is read when the client has taken the one before.
function streamPages<Page>(pages: AsyncGenerator<Page>, format: (page: Page, isFirst: boolean) => string) {
  const encoder = new TextEncoder()
  let isFirst = true
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page = await pages.next()
      if (!page.done) controller.enqueue(encoder.encode(format(page.value, isFirst)))
      else controller.close()
      isFirst = false
    },
    async cancel() {
      await pages.return(undefined)
    },
  })
}

const toLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

async function* withHead(pages: AsyncGenerator<readonly ExportedLine[]>): AsyncGenerator<readonly ExportedLine[]> {
  yield []
  yield* pages
}

function toCsvPage(lines: readonly ExportedLine[], isFirst: boolean): string {
  const text = [...toCsv(VALUE_COLUMNS, lines.flatMap(toValueRows))].join('')
  return isFirst ? text : text.slice(text.indexOf('\r\n') + 2)
}

async function* toValuePages(pages: AsyncGenerator<readonly ExportedLine[]>) {
  for await (const lines of pages) yield lines.flatMap(toValueRows)
}

async function makeParquet(project: Project, withNames: boolean, signal: AbortSignal): Promise<BodyInit> {
  const manifest = JSON.stringify(await readManifest(project.id, signal))
  return writeParquet(VALUE_COLUMNS, toValuePages(exportLines(project.id, withNames)), { manifest })
}

/** How a project is written in each format. */
export const EXPORTS: Readonly<Record<ExportFormat, Export>> = {
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    extension: 'jsonl',
    body: ({ id }, withNames) => streamPages(exportLines(id, withNames), toLines),
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    extension: 'csv',
    body: ({ id }, withNames) => streamPages(withHead(exportLines(id, withNames)), toCsvPage),
  },
  parquet: { type: 'application/vnd.apache.parquet', extension: 'parquet', body: makeParquet },
  alignx: {
    type: 'application/jsonl; charset=utf-8',
    extension: 'jsonl',
    body: (project) => streamPages(exportCorrectedRows(project), toLines),
  },
}
