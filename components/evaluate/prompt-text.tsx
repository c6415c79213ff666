import { ScrollRegion } from '../ui/scroll-region'

interface PromptTextProps {
  readonly text: string
  readonly parts: readonly { readonly kind: string; readonly start: number; readonly end: number }[]
  /** The first code units, which the token limit takes away. */
  readonly cutCharacters: number
}

const PART_NAMES: Readonly<Record<string, string>> = {
  system: 'system',
  header: 'heading',
  task: 'post',
  ugc: 'UGC',
  pair: 'pairs',
  demographics: 'demographics',
  profile: 'profile',
  end: 'end',
}

const PART_COLORS: Readonly<Record<string, string>> = {
  task: 'var(--signal)',
  ugc: 'var(--group-demographics-traits)',
  pair: 'var(--group-interests)',
  demographics: 'var(--group-work-life)',
  profile: 'var(--group-content-quality)',
}

/** A prompt with its parts named at the margin, and what is cut struck through. */
export function PromptText({ text, parts, cutCharacters }: PromptTextProps) {
  return (
    <ScrollRegion label="Prompt text" className="max-h-[60vh] overflow-auto p-3">
      {parts.map((part) => {
        const color = PART_COLORS[part.kind] ?? 'var(--line-strong)'
        const cut = Math.min(part.end, Math.max(part.start, cutCharacters))
        return (
          <div key={part.start} className="grid grid-cols-[88px_minmax(0,1fr)] gap-3">
            <span className="border-r-2 pr-2 text-right text-meta text-ink-faint" style={{ borderColor: color }}>
              {PART_NAMES[part.kind] ?? part.kind}
            </span>
            <pre className="whitespace-pre-wrap font-mono text-meta [overflow-wrap:anywhere]">
              {cut > part.start && <del className="text-ink-faint">{text.slice(part.start, cut)}</del>}
              {text.slice(cut, part.end)}
            </pre>
          </div>
        )
      })}
    </ScrollRegion>
  )
}
