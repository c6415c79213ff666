'use client'
import { ChartColumn, Download, Table2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { Notice } from '../ui/notice'
import { saveText } from '../ui/save-file'
import { type ChartTable, formatCsv } from './chart-table'
import { HowComputed } from './how-computed'
import { savePng, saveSvg } from './save-chart'
import { TableTwin } from './table-twin'

interface ChartFrameProps {
  readonly title: string
  /** One sentence that says what the chart shows. */
  readonly summary: string
  /** Where the numbers come from: formula, source, differences from the published script. */
  readonly how: ReactNode
  /** The numbers, or what makes them when they are asked for. */
  readonly table: ChartTable | (() => ChartTable)
  /** Makes the picture to save where the chart is no SVG itself. */
  readonly picture?: () => SVGSVGElement
  /** Comment lines at the head of an exported file: provenance. */
  readonly provenance: readonly string[]
  readonly fileName: string
  readonly children: ReactNode
}

/** Around every chart: title, summary, "how is this computed?", its table twin, and PNG, SVG and CSV. */
export function ChartFrame({ title, summary, how, table, picture, provenance, fileName, children }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const figure = useRef<HTMLElement>(null)

  async function save(kind: 'png' | 'svg') {
    const drawn = picture?.()
    const svg = drawn ?? figure.current?.querySelector<SVGSVGElement>('svg[data-chart], svg.recharts-surface')
    if (!svg) return setProblem('Show the chart first: the table is not a picture.')
    setProblem(null)
    try {
      if (drawn) hang(drawn, figure.current)
      await (kind === 'png' ? savePng : saveSvg)(svg, { title, fileName, provenance })
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    } finally {
      drawn?.remove()
    }
  }

  const readTable = () => (typeof table === 'function' ? table() : table)

  return (
    <section className="rounded-md border">
      <header className="flex items-start gap-2 border-b px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-read font-semibold">{title}</h2>
          <p className="text-body text-ink-soft">{summary}</p>
        </div>
        <Button
          variant="quiet"
          size="icon-small"
          onClick={() => setIsTable(!isTable)}
          aria-label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
          title={isTable ? 'As a chart' : 'As a table'}
        >
          {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
        </Button>
        <Menu
          trigger={
            <Button variant="quiet" size="icon-small" aria-label={`Download ${title}`} title="Download">
              <Download aria-hidden />
            </Button>
          }
          label="Download"
          items={[
            { label: 'PNG', onSelect: () => void save('png') },
            { label: 'SVG', onSelect: () => void save('svg') },
            {
              label: 'CSV',
              onSelect: () => saveText(formatCsv(readTable(), provenance), `${fileName}.csv`, 'text/csv'),
            },
          ]}
        />
      </header>
      {problem && <Notice tone="warn" title={problem} className="m-3" />}
      <figure ref={figure} className="p-3">
        {isTable ? <TableTwin table={readTable()} caption={title} /> : children}
      </figure>
      <HowComputed>{how}</HowComputed>
    </section>
  )
}

/** Puts a picture on the page out of sight: its colours come from the page's style sheet. */
function hang(picture: SVGSVGElement, place: HTMLElement | null): void {
  picture.style.position = 'fixed'
  picture.style.left = '-99999px'
  place?.append(picture)
}
