'use client'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import type { Direction } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import type { Filter } from '@/lib/core/filter'
import { toPublishedRow } from '@/lib/core/read-example'
import { DirectionList } from '../direction/direction-list'
import { DirectionStrip } from '../direction/direction-strip'
import { findSearchedTexts } from '../filter/text-terms'
import { Highlight } from '../texts/highlight'
import { CommentList, PairList, TextPart } from '../texts/person-parts'
import { prepareWordDiff } from '../texts/prepare-word-diff'
import { Responses } from '../texts/responses'
import { TextSection } from '../texts/text-section'
import { CopyButton } from '../ui/copy-button'
import { LongText } from '../ui/long-text'
import { Tabs } from '../ui/tabs'

interface RowDetailsProps {
  readonly example: Example
  /** Its text conditions are marked in the texts. */
  readonly filter: Filter
}

/** Everything one row holds: the target pair, its direction, and the person's parts. */
export function RowDetails({ example, filter }: RowDetailsProps) {
  const [diffChoice, setDiffChoice] = useState<boolean | null>(null)
  const isDiff = diffChoice ?? isWorthMarking(example)
  const drawAs = (part: Parameters<typeof findSearchedTexts>[1]) => {
    const queries = findSearchedTexts(filter, part)
    return (text: string) => <Highlight text={text} queries={queries} />
  }
  const raw = JSON.stringify(toPublishedRow(example), null, 2)
  return (
    <div className="@container flex flex-col gap-5 p-4">
      <TextSection title="Post">
        <LongText>{drawAs('prompt')(example.prompt)}</LongText>
      </TextSection>
      <Responses
        first={{ name: 'Chosen', icon: Check, text: example.chosen, draw: drawAs('chosen') }}
        second={{ name: 'Rejected', icon: X, text: example.rejected, draw: drawAs('rejected') }}
        isDiff={isDiff}
        onDiff={setDiffChoice}
      />
      <TextSection title="Direction of this pair">
        <DirectionOrNone direction={example.direction} of="this row" withList />
      </TextSection>
      <Tabs
        label="Parts of the person"
        tabs={[
          {
            key: 'pairs',
            label: `Pairs ${example.pairs.length}`,
            content: (
              <PairList
                items={example.pairs}
                draw={drawAs('pairs')}
                foot={({ direction }, place) => <DirectionOrNone direction={direction} of={`pair ${place}`} />}
              />
            ),
          },
          {
            key: 'ugc',
            label: `UGC ${example.ugc.length}`,
            content: (
              <CommentList
                items={example.ugc}
                draw={drawAs('ugc')}
                foot={({ direction }, place) => <DirectionOrNone direction={direction} of={`comment ${place}`} />}
              />
            ),
          },
          {
            key: 'demographics',
            label: 'Demographics',
            content: (
              <TextPart
                text={example.demographics}
                none="This row has no demographic text."
                draw={drawAs('demographics')}
              />
            ),
          },
          {
            key: 'profile',
            label: 'Profile',
            content: <TextPart text={example.profile} none="This row has no profile text." draw={(text) => text} />,
          },
          ...(example.groundTruthPersona === null
            ? []
            : [
                {
                  key: 'persona',
                  label: 'Persona',
                  content: <TextPart text={example.groundTruthPersona} none="" draw={(text) => text} />,
                },
              ]),
          { key: 'raw', label: 'Raw JSON', content: <Raw json={raw} /> },
        ]}
      />
    </div>
  )
}

/** Marks help where the responses share wording; between unlike texts they would cover everything. */
function isWorthMarking({ chosen, rejected }: Example): boolean {
  const similarity = prepareWordDiff(chosen, rejected)?.similarity ?? 0
  return similarity >= 0.3
}

function DirectionOrNone({ direction, of, withList }: { direction: Direction | null; of: string; withList?: boolean }) {
  if (direction === null) return <p className="text-meta text-ink-faint">This file gives no direction here.</p>
  return (
    <>
      <DirectionStrip direction={direction} of={of} />
      {withList && <DirectionList direction={direction} />}
    </>
  )
}

function Raw({ json }: { json: string }) {
  return (
    <div>
      <CopyButton text={json} label="Copy JSON" />
      <pre className="mt-1 max-h-[60vh] overflow-auto rounded-md border bg-raised p-3 font-mono text-meta">{json}</pre>
    </div>
  )
}
