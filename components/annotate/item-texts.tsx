import type { Example } from '@/lib/core/example'
import { DirectionStrip } from '../direction/direction-strip'
import { LongText } from '../ui/long-text'

/** An item as the dataset has it: direction, post, both responses, and the history folded away. */
export function ItemTexts({ example }: { example: Example }) {
  const { ugc, pairs, demographics, profile } = example
  return (
    <div className="flex flex-col gap-4">
      {example.direction && (
        <Part title="Given direction">
          <DirectionStrip direction={example.direction} of="this item" />
        </Part>
      )}
      <Part title="Post">
        <LongText lines={6}>{example.prompt}</LongText>
      </Part>
      <div className="grid gap-3 min-[1200px]:grid-cols-2">
        <Box title="✓ Chosen" text={example.chosen} />
        <Box title="✕ Rejected" text={example.rejected} />
      </div>
      <details>
        <summary className="min-h-7 w-fit content-center font-medium">
          History: {ugc.length} {ugc.length === 1 ? 'comment' : 'comments'}, {pairs.length}{' '}
          {pairs.length === 1 ? 'pair' : 'pairs'}
        </summary>
        <div className="mt-2 flex flex-col gap-3">
          {ugc.map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a comment is its place in the history.
            <Box key={place} title={item.prompt} text={item.comment} />
          ))}
          {pairs.map((pair, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place in the history.
            <div key={place} className="flex flex-col gap-2">
              <p className="text-meta text-ink-soft">{pair.prompt}</p>
              <div className="grid gap-2 min-[1200px]:grid-cols-2">
                <Box title="✓ Chosen" text={pair.chosen} />
                <Box title="✕ Rejected" text={pair.rejected} />
              </div>
            </div>
          ))}
          {demographics && <Box title="Demographics" text={demographics} />}
          {profile && <Box title="Profile" text={profile} />}
        </div>
      </details>
    </div>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-meta font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  )
}

function Box({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0 rounded-md border p-2.5">
      <p className="mb-1 text-meta font-semibold text-ink-soft [overflow-wrap:anywhere]">{title}</p>
      <LongText lines={8}>{text === '' ? <span className="text-ink-faint">empty</span> : text}</LongText>
    </div>
  )
}
