import type { Filter } from '@/lib/core/filter'
import { termsOf } from '@/lib/core/filter-terms'
import type { Answering, DatasetState } from '@/lib/dataset'
import { formatBytes } from '../ui/format'

/** Who answers, as a line, and what can be chosen instead; `null` where there is nothing to choose. */
export interface AnswersLine {
  readonly text: string
  /** Whether the server is at work, which is then said aloud. */
  readonly isServer: boolean
  readonly other: { readonly label: string; readonly choice: 'tab' | 'server' } | null
}

const HERE = { label: 'Answer in this tab', choice: 'tab' } as const
const THERE = { label: 'Answer on the server', choice: 'server' } as const

/** Says who answers about the open data under a filter, and why. */
export function describeAnswers(state: DatasetState, filter: Filter): AnswersLine {
  const { answers, source } = state
  if (answers.by === 'server')
    return { text: `Answered by the server: native DuckDB, because ${reasonOf(answers)}.`, isServer: true, other: HERE }
  const hasText = termsOf(filter).some(({ kind }) => kind === 'text')
  if (answers.searchesTexts && hasText)
    return {
      text: 'Texts are searched by the server: native DuckDB, because this tab would have to read every row.',
      isServer: true,
      other: HERE,
    }
  if (answers.canServer) return { text: 'Answered in this tab.', isServer: false, other: THERE }
  if (source?.kind === 'files')
    return {
      text: 'Answered in this tab: files of this computer are never uploaded, so the server cannot answer.',
      isServer: false,
      other: null,
    }
  return {
    text: 'Answered in this tab: the server only passes these files on, so it cannot answer.',
    isServer: false,
    other: null,
  }
}

function reasonOf({ reason, bytes }: Answering): string {
  switch (reason) {
    case 'no-wasm':
      return 'this browser cannot run WebAssembly'
    case 'small-device':
      return `this device has too little memory for ${formatBytes(bytes)}`
    case 'large':
      return `${formatBytes(bytes)} are more than a tab can hold`
    case 'chosen':
    case 'not-here':
    case null:
      return 'you chose it'
  }
}
