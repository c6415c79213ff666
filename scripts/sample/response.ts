import type { Sign } from '@/lib/core/direction'
import { FRAMES, listNamed, MOVES } from './bank'
import { capitalise } from './template'
import type { Voice } from './voice'

/** The dimensions that a text shows, each with its pole. */
export type Moves = ReadonlyMap<number, Sign>

export const CONCISE = 16
export const DIRECT = 15
const CONSCIENTIOUS = 6

/** True for a dimension that the sentences of `moves.txt` or the shape of a response can show. */
export function isShowable(dimension: number): boolean {
  return dimension === CONCISE || MOVES.has(`${dimension}+`)
}

/** How long a response is before its moves change it, in pieces of advice. */
export interface Shape {
  readonly tips: number
  /** Turned down for a smaller data set: the share of sentences kept, in (0, 1]. */
  readonly textScale: number
}

/** A response or a comment that shows the moves: their sentences, advice in their manner, at their length. */
export function writeResponse(voice: Voice, moves: Moves, shape: Shape): string {
  const { random } = voice
  const concise = moves.get(CONCISE) ?? 0
  const tips = concise > 0 ? random.between(0, 1) : concise < 0 ? random.between(4, 5) : shape.tips
  const shown = random.shuffle([...moves.keys()].filter((dimension) => dimension !== CONCISE))
  const moveSentences = shown.flatMap((dimension) => showMove(voice, dimension, moves, concise <= 0))
  const advice = Array.from({ length: Math.max(tips, moveSentences.length === 0 ? 1 : 0) }, () =>
    writeAdvice(voice, moves.get(DIRECT) ?? 0, concise < 0 || (concise === 0 && random.chance(0.35))),
  )
  if ((moves.get(CONSCIENTIOUS) ?? 0) > 0 && advice.length > 1) return join(moveSentences, advice, shape, numbered)
  const sentences = interleave(moveSentences, advice)
  return join([], sentences, shape, (kept) => paragraphs(kept, concise < 0 ? 3 : 5))
}

function showMove(voice: Voice, dimension: number, moves: Moves, mayRepeat: boolean): string[] {
  const pole = (moves.get(dimension) ?? 0) > 0 ? '+' : '-'
  if (dimension === voice.topic.dimension && !MOVES.has(`${dimension}+`))
    return [voice.say(pole === '+' ? voice.topic.pro : voice.topic.con)]
  const sentences = listNamed(MOVES, `${dimension}${pole}`)
  const first = voice.say(sentences)
  return mayRepeat && voice.random.chance(0.3) ? [first, voice.say(sentences)] : [first]
}

function writeAdvice(voice: Voice, direct: Sign, reasoned: boolean): string {
  const manner = direct > 0 ? 'direct' : direct < 0 ? 'soft' : 'plain'
  const advice = capitalise(voice.say(listNamed(FRAMES, manner)))
  return reasoned ? `${advice} ${voice.say(listNamed(FRAMES, 'why'))}` : advice
}

/** The moves spread over the advice: one before, the others between, so that neither stands in a block. */
function interleave(moveSentences: readonly string[], advice: readonly string[]): string[] {
  const result: string[] = []
  const rounds = Math.max(moveSentences.length, advice.length)
  for (let round = 0; round < rounds; round++)
    for (const sentence of [moveSentences[round], advice[round]]) if (sentence !== undefined) result.push(sentence)
  return result
}

function join(
  head: readonly string[],
  sentences: readonly string[],
  { textScale }: Shape,
  layOut: (kept: readonly string[]) => string,
): string {
  const kept = sentences.slice(0, Math.max(1, Math.round(sentences.length * textScale)))
  return [...(head.length > 0 ? [head.join(' ')] : []), layOut(kept)].join('\n\n')
}

function numbered(sentences: readonly string[]): string {
  return sentences.map((sentence, place) => `${place + 1}. ${sentence}`).join('\n')
}

function paragraphs(sentences: readonly string[], size: number): string {
  const blocks: string[] = []
  for (let start = 0; start < sentences.length; start += size)
    blocks.push(sentences.slice(start, start + size).join(' '))
  return blocks.join('\n\n')
}
