'use client'
import { useState } from 'react'
import type { Direction } from '@/lib/core/direction'
import type { Example, PairItem, UgcItem } from '@/lib/core/example'
import type { Filter } from '@/lib/core/filter'
import { toPublishedRow } from '@/lib/core/read-example'
import { DirectionList } from '../direction/direction-list'
import { DirectionStrip } from '../direction/direction-strip'
import { findSearchedTexts } from '../filter/text-terms'
import { CopyButton } from '../ui/copy-button'
import { LongText } from '../ui/long-text'
import { Tabs } from '../ui/tabs'
import { Highlight } from './highlight'
import { prepareWordDiff } from './prepare-word-diff'
import { ResponsePair } from './response-pair'

interface RowDetailsProps {
  readonly example: Example
  /** Its text conditions are marked in the texts. */
  readonly filter: Filter
}

/** Everything one row holds: the target pair, its direction, and the person's parts. */
export function RowDetails({ example, filter }: RowDetailsProps) {
  const [diffChoice, setDiffChoice] = useState<boolean | null>(null)
  const isDiff = diffChoice ?? isWorthMarking(example)
  const ugcQueries = findSearchedTexts(filter, 'ugc')
  const pairQueries = findSearchedTexts(filter, 'pairs')
  const raw = JSON.stringify(toPublishedRow(example), null, 2)
  return (
    <div className="@container flex flex-col gap-5 p-4">
      <section>
        <SectionTitle>Post</SectionTitle>
        <LongText>
          <Highlight text={example.prompt} queries={findSearchedTexts(filter, 'prompt')} />
        </LongText>
      </section>
      <section>
        <div className="mb-1.5 flex items-center justify-between">
          <SectionTitle>Responses</SectionTitle>
          <label className="flex min-h-6 items-center gap-1.5 text-meta text-ink-soft">
            <input
              type="checkbox"
              checked={isDiff}
              onChange={(event) => setDiffChoice(event.target.checked)}
              className="size-4 accent-(--ink)"
            />
            Mark the words that differ
          </label>
        </div>
        <ResponsePair
          chosen={example.chosen}
          rejected={example.rejected}
          isDiff={isDiff}
          chosenQueries={findSearchedTexts(filter, 'chosen')}
          rejectedQueries={findSearchedTexts(filter, 'rejected')}
        />
      </section>
      <section>
        <SectionTitle>Direction of this pair</SectionTitle>
        <DirectionOrNone direction={example.direction} of="this row" withList />
      </section>
      <Tabs
        label="Parts of the person"
        tabs={[
          {
            key: 'pairs',
            label: `Pairs ${example.pairs.length}`,
            content: <Pairs pairs={example.pairs} queries={pairQueries} />,
          },
          { key: 'ugc', label: `UGC ${example.ugc.length}`, content: <Ugc items={example.ugc} queries={ugcQueries} /> },
          {
            key: 'demographics',
            label: 'Demographics',
            content: (
              <TextPart
                text={example.demographics}
                none="This row has no demographic text."
                queries={findSearchedTexts(filter, 'demographics')}
              />
            ),
          },
          {
            key: 'profile',
            label: 'Profile',
            content: <TextPart text={example.profile} none="This row has no profile text." queries={[]} />,
          },
          ...(example.groundTruthPersona === null
            ? []
            : [
                {
                  key: 'persona',
                  label: 'Persona',
                  content: <TextPart text={example.groundTruthPersona} none="" queries={[]} />,
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

function SectionTitle({ children }: { children: string }) {
  return <h3 className="mb-1 text-meta font-semibold text-ink-soft">{children}</h3>
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

function Pairs({ pairs, queries }: { pairs: readonly PairItem[]; queries: readonly string[] }) {
  if (pairs.length === 0) return <None>This row has no preference pairs.</None>
  return (
    <ol className="flex flex-col gap-5">
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: history items have no name but their place.
        <li key={at} className="border-b pb-4 last:border-0">
          <ItemTitle>{`${at + 1}. Post`}</ItemTitle>
          <LongText lines={4} className="mb-2">
            <Highlight text={pair.prompt} queries={queries} />
          </LongText>
          <ResponsePair
            chosen={pair.chosen}
            rejected={pair.rejected}
            isDiff={false}
            chosenQueries={queries}
            rejectedQueries={queries}
          />
          <div className="mt-2">
            <DirectionOrNone direction={pair.direction} of={`pair ${at + 1}`} />
          </div>
        </li>
      ))}
    </ol>
  )
}

function Ugc({ items, queries }: { items: readonly UgcItem[]; queries: readonly string[] }) {
  if (items.length === 0) return <None>This row has no comments.</None>
  return (
    <ol className="flex flex-col gap-5">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: history items have no name but their place.
        <li key={at} className="border-b pb-4 last:border-0">
          <ItemTitle>{`${at + 1}. Post`}</ItemTitle>
          <LongText lines={4} className="mb-2">
            <Highlight text={item.prompt} queries={queries} />
          </LongText>
          <ItemTitle>Comment</ItemTitle>
          <LongText lines={6} className="mb-2">
            <Highlight text={item.comment} queries={queries} />
          </LongText>
          <DirectionOrNone direction={item.direction} of={`comment ${at + 1}`} />
        </li>
      ))}
    </ol>
  )
}

function ItemTitle({ children }: { children: string }) {
  return <h4 className="text-meta font-medium text-ink-faint">{children}</h4>
}

function None({ children }: { children: string }) {
  return <p className="py-4 text-ink-soft">{children}</p>
}

function TextPart({ text, none, queries }: { text: string | null; none: string; queries: readonly string[] }) {
  if (text === null || text === '') return <None>{none}</None>
  return (
    <LongText lines={20}>
      <Highlight text={text} queries={queries} />
    </LongText>
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
