'use client'
import { Crosshair } from 'lucide-react'
import Link from 'next/link'
import type { Direction } from '@/lib/core/direction'
import type { Neighbour } from '@/lib/dataset'
import { Button } from '../ui/button'
import { AgreementStrip } from './agreement-strip'
import { describeStanding } from './prepare-neighbours'

interface NeighbourListProps {
  readonly target: Direction
  /** The content hash of the target where it is a row. */
  readonly targetHash: string | null
  readonly rows: readonly Neighbour[]
  readonly isWeighted: boolean
  readonly hrefOf: (hash: string) => string
  readonly onTarget: (hash: string) => void
}

/** The rows that were found, best first, each against the target. */
export function NeighbourList({ target, targetHash, rows, isWeighted, hrefOf, onTarget }: NeighbourListProps) {
  return (
    <ol className="flex flex-col">
      {rows.map(({ rowNumber, shard, shardRow, hash, prompt, direction, near }, at) => (
        <li key={rowNumber} className="border-b py-2.5 last:border-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="w-6 text-right text-ink-faint">{at + 1}</span>
            <Link href={hrefOf(hash)} className="font-medium hover:underline" title="Open this row in Explore">
              Row{' '}
              <span className="font-mono">
                {shard}:{shardRow}
              </span>
            </Link>
            <span>
              agree <strong className="font-semibold">{near.agree}</strong>
            </span>
            <span>
              conflict <strong className="font-semibold">{near.conflict}</strong>
            </span>
            <span className="text-ink-soft">
              score {formatScore(near.score)}
              {isWeighted && ' weighted'}
            </span>
            {hash === targetHash && <span className="text-meta text-ink-faint">the target itself, or a copy</span>}
            <Button
              variant="quiet"
              size="small"
              className="ml-auto"
              onClick={() => onTarget(hash)}
              aria-label={`Find the neighbours of row ${shard}:${shardRow}`}
            >
              <Crosshair aria-hidden /> Neighbours
            </Button>
          </div>
          <div className="mt-1 pl-9 max-[720px]:pl-0">
            {direction && (
              <div title={describeStanding(target, direction)}>
                <AgreementStrip target={target} direction={direction} />
              </div>
            )}
            <p className="mt-1 line-clamp-2 max-w-[90ch] text-meta text-ink-soft [overflow-wrap:anywhere]">{prompt}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}

function formatScore(score: number): string {
  const digits = Number(Math.abs(score).toFixed(2)).toLocaleString('en-US')
  return `${score < 0 ? '−' : score > 0 ? '+' : ''}${digits}`
}
