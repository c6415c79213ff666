'use client'
import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PairItem, UgcItem } from '@/lib/core/example'
import { LongText } from '../ui/long-text'
import { ResponsePair } from './response-pair'

interface PartProps<Item> {
  readonly items: readonly Item[]
  /** Draws a text with what is to be marked in it. */
  readonly draw: (text: string) => ReactNode
  /** What stands below an item. */
  readonly foot?: (item: Item, place: number) => ReactNode
}

/** The preference pairs of a person. */
export function PairList<Item extends Omit<PairItem, 'direction'>>({ items, draw, foot }: PartProps<Item>) {
  if (items.length === 0) return <None>This row has no preference pairs.</None>
  return (
    <ol className="flex flex-col gap-5">
      {items.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: history items have no name but their place.
        <li key={at} className="border-b pb-4 last:border-0">
          <ItemTitle>{`${at + 1}. Post`}</ItemTitle>
          <LongText lines={4} className="mb-2">
            {draw(pair.prompt)}
          </LongText>
          <ResponsePair
            first={{ name: 'Chosen', icon: Check, text: pair.chosen, draw }}
            second={{ name: 'Rejected', icon: X, text: pair.rejected, draw }}
            isDiff={false}
          />
          {foot && <div className="mt-2">{foot(pair, at + 1)}</div>}
        </li>
      ))}
    </ol>
  )
}

/** The comments of a person under the posts of others. */
export function CommentList<Item extends Omit<UgcItem, 'direction'>>({ items, draw, foot }: PartProps<Item>) {
  if (items.length === 0) return <None>This row has no comments.</None>
  return (
    <ol className="flex flex-col gap-5">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: history items have no name but their place.
        <li key={at} className="border-b pb-4 last:border-0">
          <ItemTitle>{`${at + 1}. Post`}</ItemTitle>
          <LongText lines={4} className="mb-2">
            {draw(item.prompt)}
          </LongText>
          <ItemTitle>Comment</ItemTitle>
          <LongText lines={6} className="mb-2">
            {draw(item.comment)}
          </LongText>
          {foot?.(item, at + 1)}
        </li>
      ))}
    </ol>
  )
}

interface TextPartProps {
  readonly text: string | null
  /** Said where there is no text. */
  readonly none: string
  readonly draw: (text: string) => ReactNode
}

/** A text about a person: demographics, a profile. */
export function TextPart({ text, none, draw }: TextPartProps) {
  if (text === null || text === '') return <None>{none}</None>
  return <LongText lines={20}>{draw(text)}</LongText>
}

function ItemTitle({ children }: { children: string }) {
  return <h4 className="text-meta font-medium text-ink-faint">{children}</h4>
}

function None({ children }: { children: string }) {
  return <p className="py-4 text-ink-soft">{children}</p>
}
