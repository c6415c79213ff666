'use client'
import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { allOf, conditionsOf, type Filter } from '@/lib/core/filter'
import { type HealthKey, healthCheckOf } from '@/lib/core/health/health-check'
import type { VectorsView } from '@/lib/core/vectors-view'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import { saveSelection } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'

interface ShowHealthRowsProps {
  readonly checkKey: HealthKey
  readonly rows: number
  readonly hashesOf: (key: HealthKey) => readonly string[]
  readonly view: VectorsView
}

/** The way from a check to its rows in Explore: by its own condition, or by a selection saved under its title. */
export function ShowHealthRows({ checkKey, rows, hashesOf, view }: ShowHealthRowsProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<Error | null>(null)
  const { title, filter } = healthCheckOf(checkKey)
  const label = (
    <>
      Show {formatCount(rows)} {rows === 1 ? 'row' : 'rows'} in Explore <ArrowRight aria-hidden />
    </>
  )

  async function showSelection() {
    try {
      const { id } = await saveSelection(`Health: ${title}`, hashesOf(checkKey))
      router.push(addressOf(view, { kind: 'selection', selection: id }))
    } catch (cause) {
      setProblem(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  return (
    <div className="flex flex-col items-start gap-2">
      {filter ? (
        <Button size="small" asChild>
          <Link href={addressOf(view, filter)}>{label}</Link>
        </Button>
      ) : (
        <Button size="small" onClick={() => void showSelection()} title={`Saves the selection “Health: ${title}”`}>
          {label}
        </Button>
      )}
      {problem && (
        <Notice tone="fault" title="The rows could not be kept as a selection" details={problem.stack}>
          {problem.message}
        </Notice>
      )}
    </div>
  )
}

function addressOf(view: VectorsView, added: Filter): string {
  const filter = allOf([...conditionsOf(view.filter), ...conditionsOf(added)])
  return `/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, filter })}`
}
