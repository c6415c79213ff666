import { z } from 'zod'
import { createRandom, deriveSeed } from '@/lib/core/random'
import type { Answer, Answers, GivenAnswer, GivenAnswers } from './answer'

/** Which response stood on the left. */
export const sidesSchema = z.enum(['chosen-left', 'rejected-left'])
export type Sides = z.infer<typeof sidesSchema>

/** The sides for one annotator and item: shuffled by the queue's seed, the same each time that the item comes back. */
export function drawSides(seed: number, hash: string, annotatorId: string): Sides {
  return createRandom(deriveSeed(seed, `${hash} ${annotatorId}`))() < 0.5 ? 'chosen-left' : 'rejected-left'
}

/** Given answers with the responses named by what they are. */
export function resolveAnswers(answers: GivenAnswers, sides: Sides): Answers {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, resolve(answer, sides)]))
}

/** Kept answers as the annotator gave them. The inverse of `resolveAnswers`. */
export function placeAnswers(answers: Answers, sides: Sides): GivenAnswers {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, placeAnswer(answer, sides)]))
}

function resolve(answer: GivenAnswer, sides: Sides): Answer {
  const [left, right] = sides === 'chosen-left' ? (['chosen', 'rejected'] as const) : (['rejected', 'chosen'] as const)
  switch (answer.kind) {
    case 'preference': {
      const { kind, side, confidence } = answer
      return { kind, choice: side === 'left' ? left : side === 'right' ? right : side, confidence }
    }
    case 'universal': {
      const { kind, side } = answer
      return { kind, choice: side === 'left' ? left : side === 'right' ? right : side }
    }
    default:
      return answer
  }
}

/** One kept answer as the annotator would give it. */
export function placeAnswer(answer: Answer, sides: Sides): GivenAnswer {
  const sideOf = (choice: 'chosen' | 'rejected') =>
    (choice === 'chosen') === (sides === 'chosen-left') ? ('left' as const) : ('right' as const)
  switch (answer.kind) {
    case 'preference': {
      const { kind, choice, confidence } = answer
      return { kind, side: choice === 'tie' ? choice : sideOf(choice), confidence }
    }
    case 'universal': {
      const { kind, choice } = answer
      return { kind, side: choice === 'tie' || choice === 'unsure' ? choice : sideOf(choice) }
    }
    default:
      return answer
  }
}
