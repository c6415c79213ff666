/**
 * Work in small steps, so that whoever drives it can stop between two of them: yields the share that is done, in
 * [0, 1] and growing, and returns the answer.
 */
export type Steps<Answer> = Generator<number, Answer, void>

/** Does all steps at once. */
export function finishSteps<Answer>(steps: Steps<Answer>): Answer {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
