'use client'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { dimensionAt } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { readDemographicPoles } from '@/lib/core/health/demographic-poles'
import { type HistoryItem, votesOn } from '@/lib/core/profile-history'
import { LANE_KEYS, type LaneRow } from '@/lib/core/profile-lanes'
import { polarityTraps } from '@/lib/core/profile-traps'
import { CueText } from '../texts/cue-text'
import { Button } from '../ui/button'
import { LongText } from '../ui/long-text'
import { usePanelFocus } from '../ui/use-panel-focus'
import { describeSign, LANE_NAMES, nameItem, STANDING_WORDS } from './prepare-lanes'

interface EvidencePanelProps {
  readonly row: LaneRow
  readonly example: Example
  /** All items, those left out too. */
  readonly items: readonly HistoryItem[]
  readonly left: readonly string[]
  readonly onClose: () => void
}

/** Why a dimension stands as it does: what it means, and every text that votes. Escape closes. */
export function EvidencePanel({ row, example, items, left, onClose }: EvidencePanelProps) {
  const { label, name, positive, negative, group } = dimensionAt(row.index)
  const panel = useRef<HTMLElement>(null)
  const votes = votesOn(items, row.index)
  const voters = [
    ...votes.positive.map((item) => ({ item, sign: 1 as const })),
    ...votes.negative.map((item) => ({ item, sign: -1 as const })),
  ]
  const named = readDemographicPoles(example.demographics ?? '').get(row.index)
  const standing = STANDING_WORDS[row.standing]

  usePanelFocus(panel)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape' || document.querySelector('[role="dialog"]')) return
      onClose()
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onClose])

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={`Evidence on ${label}`}
      className="flex w-[420px] shrink-0 flex-col border-l bg-ground outline-none max-[1300px]:absolute max-[1300px]:inset-y-0 max-[1300px]:right-0 max-[1300px]:z-30 max-[1300px]:shadow-overlay max-[720px]:fixed max-[720px]:inset-0 max-[720px]:z-40 max-[720px]:w-full"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b px-4">
        <h2 className="mr-auto truncate font-semibold" style={{ color: `var(--group-${group})` }}>
          {label}
        </h2>
        <Button variant="quiet" size="icon-small" onClick={onClose} aria-label="Close the evidence" title="Close  Esc">
          <X aria-hidden />
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <section>
          <p>{name}</p>
          <dl className="mt-1 grid grid-cols-[1rem_minmax(0,1fr)] gap-x-1">
            <dt>+</dt>
            <dd>{positive}</dd>
            <dt>−</dt>
            <dd>{negative}</dd>
          </dl>
          {polarityTraps(row.index).map((trap) => (
            <p key={trap} className="mt-1 text-warn">
              {trap}
            </p>
          ))}
          {standing && <p className="mt-1 font-medium">{standing.hint}.</p>}
        </section>
        <section>
          <Title>By lane</Title>
          <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
            {LANE_KEYS.map((lane) => (
              <div key={lane} className="contents">
                <dt className="text-ink-soft">{LANE_NAMES[lane].head}</dt>
                <dd>{describeSign(row.index, row.signs[lane])}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="flex flex-col gap-3">
          <Title>{`Votes of the history: ${votes.positive.length} for +, ${votes.negative.length} for −`}</Title>
          {voters.length === 0 && <p className="text-ink-soft">No item of the history votes on this dimension.</p>}
          {voters.map(({ item, sign }) => (
            <Voter key={item.key} item={item} sign={sign} index={row.index} isLeft={left.includes(item.key)} />
          ))}
        </section>
        <TargetPair example={example} index={row.index} sign={row.signs.own} />
        {example.demographics && (
          <section>
            <Title>Demographic text</Title>
            {named && <p className="mb-1">Names a pole by “{named.words}”.</p>}
            <LongText lines={6}>
              <CueText text={example.demographics} index={row.index} />
            </LongText>
          </section>
        )}
        <p className="text-meta text-ink-faint">
          Marked are words of this dimension’s name and pole labels, with other endings. It is a search, not a reason: a
          text can speak for a pole without any of them.
        </p>
      </div>
    </aside>
  )
}

interface VoterProps {
  readonly item: HistoryItem
  readonly sign: Sign
  readonly index: number
  readonly isLeft: boolean
}

function Voter({ item, sign, index, isLeft }: VoterProps) {
  return (
    <article className={`rounded-md border p-3 ${isLeft ? 'opacity-70' : ''}`}>
      <h4 className="mb-1 text-meta font-semibold">
        {nameItem(item)}: {describeSign(index, sign)}
        {isLeft && <span className="font-normal text-ink-soft"> · left out</span>}
      </h4>
      <Text name="Post" text={item.prompt} index={index} lines={3} />
      {item.texts.map(({ name, text }) => (
        <Text key={name} name={name} text={text} index={index} lines={6} />
      ))}
    </article>
  )
}

function TargetPair({ example, index, sign }: { example: Example; index: number; sign: Sign | null }) {
  if (sign === null || sign === 0) return null
  return (
    <section className="rounded-md border p-3">
      <Title>{`Target pair: ${describeSign(index, sign)}`}</Title>
      <Text name="Post" text={example.prompt} index={index} lines={3} />
      <Text name="Chosen" text={example.chosen} index={index} lines={6} />
      <Text name="Rejected" text={example.rejected} index={index} lines={6} />
    </section>
  )
}

function Text({ name, text, index, lines }: { name: string; text: string; index: number; lines: number }) {
  return (
    <div className="mt-1">
      <p className="text-meta text-ink-faint">{name}</p>
      <LongText lines={lines}>
        <CueText text={text} index={index} />
      </LongText>
    </div>
  )
}

function Title({ children }: { children: string }) {
  return <h3 className="mb-1 text-meta font-semibold text-ink-soft">{children}</h3>
}
