import { Check, X } from 'lucide-react'
import type { Direction } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { DirectionStrip } from '../direction/direction-strip'
import { CommentList, PairList, TextPart } from '../texts/person-parts'
import { ResponsePair } from '../texts/response-pair'
import { TextSection } from '../texts/text-section'
import { LongText } from '../ui/long-text'

const plain = (text: string) => text

/** An item as the dataset has it: direction, post, both responses, and the history folded away. */
export function ItemTexts({ example }: { example: Example }) {
  const { prompt, chosen, rejected, direction, ugc, pairs, demographics, profile } = example
  return (
    <div className="@container flex flex-col gap-4">
      {direction && (
        <TextSection title="Given direction">
          <DirectionStrip direction={direction} of="this item" />
        </TextSection>
      )}
      <TextSection title="Post">
        <LongText lines={6}>{prompt}</LongText>
      </TextSection>
      <ResponsePair
        first={{ name: 'Chosen', icon: Check, text: chosen, draw: plain }}
        second={{ name: 'Rejected', icon: X, text: rejected, draw: plain }}
        isDiff={false}
      />
      <details>
        <summary className="min-h-7 w-fit content-center font-medium">
          History: {ugc.length} {ugc.length === 1 ? 'comment' : 'comments'}, {pairs.length}{' '}
          {pairs.length === 1 ? 'pair' : 'pairs'}
        </summary>
        <div className="mt-2 flex flex-col gap-4">
          <TextSection title="UGC">
            <CommentList items={ugc} draw={plain} foot={(item, place) => strip(item.direction, `comment ${place}`)} />
          </TextSection>
          <TextSection title="Pairs">
            <PairList items={pairs} draw={plain} foot={(item, place) => strip(item.direction, `pair ${place}`)} />
          </TextSection>
          <TextSection title="Demographics">
            <TextPart text={demographics} none="This row has no demographic text." draw={plain} />
          </TextSection>
          {profile && (
            <TextSection title="Profile">
              <TextPart text={profile} none="" draw={plain} />
            </TextSection>
          )}
        </div>
      </details>
    </div>
  )
}

function strip(direction: Direction | null, of: string) {
  return direction && <DirectionStrip direction={direction} of={of} />
}
