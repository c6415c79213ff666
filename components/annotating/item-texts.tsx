'use client'
import { Check, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Task } from '@/lib/core/annotation/task'
import { parseSigns } from '@/lib/core/direction'
import { DirectionList } from '../direction/direction-list'
import { DirectionStrip } from '../direction/direction-strip'
import { CueText } from '../texts/cue-text'
import { CommentList, PairList, TextPart } from '../texts/person-parts'
import type { ResponseSide } from '../texts/response-pair'
import { Responses } from '../texts/responses'
import { TextSection } from '../texts/text-section'
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
      <TextSection title="Post">
        <LongText lines={12}>{draw(item.prompt)}</LongText>
      </TextSection>
      <Responses first={side('left')} second={side('right')} isDiff={isDiff} onDiff={setIsDiff} />
      <TextSection title="The person">
        <PersonTabs item={item} draw={draw} />
      </TextSection>
      {direction && (
        <TextSection title="Given direction">
          <DirectionStrip direction={direction} of="this item" />
          <DirectionList direction={direction} />
        </TextSection>
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
