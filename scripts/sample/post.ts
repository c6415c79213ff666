import { listNamed, POSTS } from './bank'
import type { Voice } from './voice'

/** A post that asks for advice, of one to three paragraphs; `long` gives one of several thousand characters. */
export function writePost(voice: Voice, textScale: number, long = false): string {
  const { random, topic } = voice
  const situation = voice.say(random.chance(0.7) ? topic.post : listNamed(POSTS, 'situation'))
  const ask = voice.say(random.chance(0.75) ? topic.ask : listNamed(POSTS, 'ask'))
  if (textScale < 0.35) return `${situation} ${ask}`
  const first = [...(random.chance(0.3) ? [voice.say(listNamed(POSTS, 'opening'))] : []), situation]
  const contexts = long ? random.between(60, 120) : Math.round(random.between(0, 5) * textScale)
  const middle = Array.from({ length: contexts }, () => voice.say(listNamed(POSTS, 'context')))
  if (random.chance(0.2)) middle.push(voice.say(topic.post))
  const last = [ask, ...(random.chance(0.3) ? [voice.say(listNamed(POSTS, 'ask'))] : [])]
  if (random.chance(0.35)) last.push(voice.say(listNamed(POSTS, 'closing')))
  if (middle.length < 3) return [...first, ...middle, ...last].join(' ')
  const blocks = [[...first, ...middle.slice(0, 2)]]
  for (let start = 2; start < middle.length; start += 5) blocks.push(middle.slice(start, start + 5))
  blocks.push(last)
  return blocks.map((block) => block.join(' ')).join('\n\n')
}
