import type { Example } from './example'

/** What a stretch of a prompt is. `system` is the system turn, `header` a fixed heading, `end` what closes the prompt. */
export type PromptPartKind = 'system' | 'header' | 'task' | 'ugc' | 'pair' | 'demographics' | 'profile' | 'end'

/** A stretch of the prompt in UTF-16 code units, `end` excluded. The parts of a prompt cover it without gaps. */
export interface PromptPart {
  readonly kind: PromptPartKind
  readonly start: number
  readonly end: number
}

export interface RenderedPrompt {
  readonly template: TemplateKey
  /** `TEMPLATE_VERSION` at the time of rendering. */
  readonly version: string
  readonly text: string
  readonly parts: readonly PromptPart[]
}

/** Grows when a template's text changes: scores of different versions are not comparable. */
export const TEMPLATE_VERSION = '1'

/**
 * The published prompts. ICA shows the history itself, PBA a profile text; `few-shot` is what the reference model sees
 * and equals `ica` letter for letter. The training variants differ in wording and never show demographics.
 * The odd Llama 3 formatting (no blank line after the assistant header) is as published.
 * Source: AlignX eval/loss_ica.py, loss_pba.py, loss_few_shot.py; train/format_data.py.
 */
export const TEMPLATES = {
  ica: {
    label: 'ICA, evaluation',
    source: 'eval/loss_ica.py',
    shows: 'history',
    system: 'Generate a task-specific response based on user historical behavior and preferences.',
    task: '**Post:**\n',
    heading: '***Historical Behavior and User Preferences***',
  },
  pba: {
    label: 'PBA, evaluation',
    source: 'eval/loss_pba.py',
    shows: 'profile',
    system: 'Generate a task-specific response based on user preferences.',
    task: '**Post:**\n',
    heading: '***User Preferences***',
  },
  'few-shot': {
    label: 'Few-shot, reference model',
    source: 'eval/loss_few_shot.py',
    shows: 'history',
    system: 'Generate a task-specific response based on user historical behavior and preferences.',
    task: '**Post:**\n',
    heading: '***Historical Behavior and User Preferences***',
  },
  'train-ica': {
    label: 'ICA, training',
    source: 'train/format_data.py',
    shows: 'history-without-demographics',
    system: 'Generate a task-specific response based on user historical behavior.',
    task: '',
    heading: '***Historical Behavior***',
  },
  'train-pba': {
    label: 'PBA, training',
    source: 'train/format_data.py',
    shows: 'profile',
    system: 'Generate a task-specific response based on user preferences.',
    task: '',
    heading: '***User Preferences***',
  },
} as const

export type TemplateKey = keyof typeof TEMPLATES
export const TEMPLATE_KEYS = [
  'ica',
  'pba',
  'few-shot',
  'train-ica',
  'train-pba',
] as const satisfies readonly TemplateKey[]

/** What of a persona a prompt shows; the templates decide which of it they have a place for. */
export interface ShownPersona {
  readonly ugc: Example['ugc']
  readonly pairs: Example['pairs']
  readonly demographics: string | null
  readonly profile: string
}

type Piece = readonly [kind: PromptPartKind, text: string]

/**
 * Renders `post` with the persona, letter for letter as the published script does. Total: an empty persona renders too.
 * `null` demographics are shown as nothing.
 */
export function renderPrompt(template: TemplateKey, post: string, persona: ShownPersona): RenderedPrompt {
  const { system, task, heading, shows } = TEMPLATES[template]
  const shown: readonly Piece[] = shows === 'profile' ? [['profile', persona.profile]] : historyPieces(persona)
  const pieces: readonly Piece[] = [
    ['system', `<|start_header_id|>system<|end_header_id|>\n\n${system}\n<|eot_id|>`],
    ['header', '<|start_header_id|>user<|end_header_id|>\n\n***Task***\n\n'],
    ['task', `${task}${post}\n\n`],
    ['header', `${heading}\n\n`],
    ...shown,
    ...(shows === 'history' ? [['demographics', persona.demographics ?? ''] as const] : []),
    ['end', '\n\n***Response:***\n\n<|eot_id|><|start_header_id|>assistant<|end_header_id|>'],
  ]
  return { template, version: TEMPLATE_VERSION, ...joinPieces(pieces) }
}

function historyPieces({ ugc, pairs }: ShownPersona): Piece[] {
  const pieces: Piece[] = []
  if (ugc.length > 0) pieces.push(['header', '**This person has commented on some posts:**\n\n'])
  ugc.forEach((item, index) => {
    pieces.push(['ugc', `${index + 1}. *Post:*\n${item.prompt}\n\n*Comment:*\n${item.comment}\n\n`])
  })
  if (pairs.length > 0) pieces.push(['header', '**This person has chosen or rejected comments on some posts:**\n\n'])
  pairs.forEach((item, index) => {
    const responses = `*Chosen:*\n${item.chosen}\n\n*Rejected:*\n${item.rejected}\n\n`
    pieces.push(['pair', `${index + 1}. *Post:*\n${item.prompt}\n\n${responses}`])
  })
  return pieces
}

function joinPieces(pieces: readonly Piece[]): { text: string; parts: PromptPart[] } {
  const parts: PromptPart[] = []
  let length = 0
  for (const [kind, text] of pieces) {
    if (text === '') continue
    parts.push({ kind, start: length, end: length + text.length })
    length += text.length
  }
  return { text: pieces.map(([, text]) => text).join(''), parts }
}
