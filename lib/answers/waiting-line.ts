import { AnswersError } from './answers-error'

/** Lets a few do their work at a time; the others wait in the order they came. */
export class WaitingLine {
  readonly #atOnce: number
  readonly #most: number
  #working = 0
  #line: (() => void)[] = []

  /** `most` wait; whoever comes after them is refused with `answers-busy`. */
  constructor(atOnce: number, most: number) {
    this.#atOnce = atOnce
    this.#most = most
  }

  async take<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.#working >= this.#atOnce) await this.#wait(signal)
    else this.#working += 1
    try {
      return await work()
    } finally {
      const next = this.#line.shift()
      if (next) next()
      else this.#working -= 1
    }
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#line.length >= this.#most)
      throw new AnswersError('answers-busy', `${this.#most} questions wait already. Ask again in a moment.`)
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        this.#line = this.#line.filter((other) => other !== enter)
        reject(new AnswersError('client-closed', 'The request was given up.'))
      }
      if (signal.aborted) return leave()
      signal.addEventListener('abort', leave, { once: true })
      this.#line.push(enter)
    })
  }
}
