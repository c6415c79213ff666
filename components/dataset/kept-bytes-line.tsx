'use client'
import { useState } from 'react'
import { clearKeptBytes, readKeptBytes } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatBytes } from '../ui/format'
import { useLoad } from '../ui/use-load'

/** What this browser keeps of the open prepared dataset, or of all of them, and a way to clear it. */
export function KeptBytesLine({ which }: { which: 'open' | 'all' }) {
  const [cleared, setCleared] = useState(0)
  const kept = useLoad(`${cleared}`, () => readKeptBytes())
  const bytes = kept.value?.[which] ?? null
  if (kept.phase === 'failed' || bytes === null || (which === 'all' && bytes === 0)) return null
  return (
    <p className="mt-2 flex items-center gap-2 text-meta text-ink-soft">
      <span className="flex-1">
        {which === 'open' ? 'Kept in this browser' : 'Prepared data kept in this browser'}: {formatBytes(bytes)}
      </span>
      <Button
        size="small"
        variant="quiet"
        disabled={bytes === 0}
        onClick={() => void clearKeptBytes(which).then(() => setCleared((times) => times + 1))}
      >
        Clear
      </Button>
    </p>
  )
}
