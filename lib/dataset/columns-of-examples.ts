import type { Example } from '@/lib/core/example'
import { type ExampleColumns, type ItemColumns, textColumn } from './example-columns'
import { vectorColumn } from './fold-vectors'

/** Examples that were read one by one, by column. */
export function columnsOfExamples(examples: readonly Example[]): ExampleColumns {
  const ugc = examples.flatMap((example) => example.ugc)
  const pairs = examples.flatMap((example) => example.pairs)
  return {
    length: examples.length,
    prompt: textColumn(examples.map((example) => example.prompt)),
    chosen: textColumn(examples.map((example) => example.chosen)),
    rejected: textColumn(examples.map((example) => example.rejected)),
    demographics: textColumn(examples.map((example) => example.demographics)),
    profile: textColumn(examples.map((example) => example.profile)),
    persona: textColumn(examples.map((example) => example.groundTruthPersona)),
    direction: vectorColumn(examples.map((example) => example.direction)),
    ugc: itemColumns(
      examples.map((example) => example.ugc.length),
      [ugc.map((item) => item.prompt), ugc.map((item) => item.comment)],
      ugc,
    ),
    pairs: itemColumns(
      examples.map((example) => example.pairs.length),
      [pairs.map((item) => item.prompt), pairs.map((item) => item.chosen), pairs.map((item) => item.rejected)],
      pairs,
    ),
    extra: textColumn(examples.map((example) => extraText(example.extra))),
  }
}

/** The undocumented columns of a row as JSON text, `null` where there are none. */
export function extraText(extra: Example['extra']): string | null {
  return Object.keys(extra).length === 0 ? null : JSON.stringify(extra)
}

function itemColumns(
  counts: readonly number[],
  texts: readonly (readonly string[])[],
  items: readonly { direction: Example['direction'] }[],
): ItemColumns {
  const offsets = new Int32Array(counts.length + 1)
  counts.forEach((count, row) => {
    offsets[row + 1] = (offsets[row] ?? 0) + count
  })
  return { offsets, texts: texts.map(textColumn), direction: vectorColumn(items.map((item) => item.direction)) }
}
