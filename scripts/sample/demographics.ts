import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { listNamed, TRAITS } from './bank'
import type { Random } from './random'
import { fillTemplate } from './template'

const FIRST_INTEREST = 47

/** A description of a person that names some of their traits and interests, as AlignX's demographic texts do. */
export function writeDemographics(random: Random, profile: readonly Sign[]): string {
  const traits = random.shuffle(activeIn(profile, 0, FIRST_INTEREST)).slice(0, random.between(3, 8))
  const phrases = traits.toSorted((left, right) => left - right).map((index) => traitPhrase(random, index, profile))
  const interests = random.shuffle(activeIn(profile, FIRST_INTEREST, profile.length))
  const liked = interests.filter((index) => (profile[index] ?? 0) > 0).slice(0, 6)
  const disliked = interests.filter((index) => (profile[index] ?? 0) < 0).slice(0, 4)
  const sentences = [describe(phrases.slice(0, 4)), describe(phrases.slice(4), 'They ')].filter((text) => text !== '')
  const tastes = [
    ...(liked.length > 0 ? [`likes ${liked.map(interestName).join(', ')}`] : []),
    ...(disliked.length > 0 ? [`dislikes ${disliked.map(interestName).join(', ')}`] : []),
  ]
  if (tastes.length > 0) sentences.push(`This person ${tastes.join(', ')}.`)
  if (sentences.length === 0) sentences.push('Little is known about this person.')
  const text = sentences.join(' ')
  return random.chance(0.25) ? `**This person's persona is:** ${text}` : text
}

function activeIn(profile: readonly Sign[], from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, place) => from + place).filter((index) => profile[index] !== 0)
}

function traitPhrase(random: Random, index: number, profile: readonly Sign[]): string {
  const phrases = listNamed(TRAITS, `${index}${(profile[index] ?? 0) > 0 ? '+' : '-'}`)
  return fillTemplate(random.pick(phrases), (slot) => slot, false)
}

function describe(phrases: readonly string[], subject = 'This person '): string {
  if (phrases.length === 0) return ''
  const verbs = subject === 'They ' ? phrases.map(pluralise) : phrases
  const last = verbs.at(-1) ?? ''
  return `${subject}${verbs.length > 1 ? `${verbs.slice(0, -1).join(', ')} and ${last}` : last}.`
}

/** "is" to "are", "does" to "do", "worries" to "worry", "needs" to "need": the first verb of a phrase after "They". */
function pluralise(phrase: string): string {
  const [verb = '', ...rest] = phrase.split(' ')
  if (/^(rarely|never|cannot|can)$/.test(verb))
    return [verb, ...(verb === 'rarely' || verb === 'never' ? [plural(rest[0] ?? ''), ...rest.slice(1)] : rest)].join(
      ' ',
    )
  return [plural(verb), ...rest].join(' ')
}

function plural(verb: string): string {
  const irregular = { is: 'are', has: 'have', does: 'do' }[verb]
  if (irregular) return irregular
  if (verb.endsWith('ies')) return `${verb.slice(0, -3)}y`
  if (/(sses|shes|ches)$/.test(verb)) return verb.slice(0, -2)
  return verb.replace(/s$/, '')
}

function interestName(index: number): string {
  return DIMENSIONS[index]?.name ?? ''
}
