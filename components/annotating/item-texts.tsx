'use client'
import { Check, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Task } from '@/lib/core/annotation/task'
import { parseSigns } from '@/lib/core/direction'
import { DirectionList } from '../direction/direction-list'
import { DirectionStrip } from '../direction/direction-strip'
import { CueText } from '../texts/cue-text'
import { CommentList, PairList, TextPart } from '../texts/person-parts'
import { ResponsePair, type ResponseSide } from '../texts/response-pair'
import { LongText } from '../ui/long-text'
import { Tabs } from '../ui/tabs'
import { nameSides } from './edit-answers'

interface ItemTextsProps {
  readonly task: Task
  /** The dimension whose words are marked in the texts; `null` for none. */
  readonly cue: number | null
}

/** What there is to read of an item: the post, both responses, and the person's history. */
export function ItemTexts({ task, cue }: ItemTextsProps) {
  const [isDiff, setIsDiff] = useState(false)
  const { item, chosenSide } = task
  const direction = item.direction === null ? null : parseSigns(item.direction)
  const draw = (text: string): ReactNode => (cue === null || text === '' ? text : <CueText text={text} index={cue} />)
  const names = nameSides(chosenSide)
  const side = (place: 'left' | 'right'): ResponseSide => ({
    name: names[place],
    icon: chosenSide === null ? null : chosenSide === place ? Check : X,
    text: item[place],
    draw,
  })
  return (
    <div className="@container flex flex-col gap-5">
      <section>
        <SectionTitle>Post</SectionTitle>
        <LongText lines={12}>{draw(item.prompt)}</LongText>
      </section>
      <section>
        <div className="mb-1.5 flex items-center justify-between gap-2">
          <SectionTitle>Responses</SectionTitle>
          <label className="flex min-h-6 items-center gap-1.5 text-meta text-ink-soft">
            <input
              type="checkbox"
              checked={isDiff}
              onChange={(event) => setIsDiff(event.target.checked)}
              className="size-4 accent-(--ink)"
            />
            Mark the words that differ
          </label>
        </div>
        <ResponsePair first={side('left')} second={side('right')} isDiff={isDiff} />
      </section>
      <section>
        <SectionTitle>The person</SectionTitle>
        <PersonTabs item={item} draw={draw} />
      </section>
      {direction && (
        <section>
          <SectionTitle>Given direction</SectionTitle>
          <DirectionStrip direction={direction} of="this item" />
          <DirectionList direction={direction} />
        </section>
      )}
    </div>
  )
}

function PersonTabs({ item, draw }: { item: Task['item']; draw: (text: string) => ReactNode }) {
  const { pairs, ugc, demographics, profile } = item
  const hasProfile = profile !== null && profile !== ''
  return (
    <Tabs
      label="Parts of the person"
      tabs={[
        ...(ugc.length > 0
          ? [{ key: 'ugc', label: `UGC ${ugc.length}`, content: <CommentList items={ugc} draw={draw} /> }]
          : []),
        ...(pairs.length > 0
          ? [{ key: 'pairs', label: `Pairs ${pairs.length}`, content: <PairList items={pairs} draw={draw} /> }]
          : []),
        {
          key: 'demographics',
          label: 'Demographics',
          content: <TextPart text={demographics} none="This item has no demographic text." draw={draw} />,
        },
        ...(hasProfile
          ? [{ key: 'profile', label: 'Profile', content: <TextPart text={profile} none="" draw={draw} /> }]
          : []),
        ...(pairs.length + ugc.length === 0
          ? [
              {
                key: 'history',
                label: 'History 0',
                content: <p className="py-2 text-ink-soft">Neither comments nor pairs of this person are known.</p>,
              },
            ]
          : []),
      ]}
    />
  )
}

function SectionTitle({ children }: { children: string }) {
  return <h3 className="mb-1 text-meta font-semibold text-ink-soft">{children}</h3>
}
