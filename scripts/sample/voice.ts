import { listNamed, type Topic, WORDS } from './bank'
import type { Random } from './random'
import { fillTemplate, type Template } from './template'

/** Fills templates about one topic, avoiding sentences that were said before. */
export class Voice {
  readonly #said = new Set<Template>()

  constructor(
    readonly random: Random,
    readonly topic: Topic,
  ) {}

  /** One of the sentences, filled; nearly always one that was not said before. */
  say(templates: readonly Template[]): string {
    return this.write(templates, true)
  }

  /** As `say`, but a phrase inside a sentence: the first letter stays as it is. */
  phrase(templates: readonly Template[]): string {
    return this.write(templates, false)
  }

  write(templates: readonly Template[], sentence: boolean): string {
    let template = this.random.pick(templates)
    for (let tries = 0; tries < 8 && this.#said.has(template); tries++) template = this.random.pick(templates)
    this.#said.add(template)
    return fillTemplate(template, (slot) => this.#fill(slot), sentence)
  }

  #fill(slot: string): string {
    if (slot === 'subject') return this.topic.subject
    if (slot === 'thing') return fillTemplate(this.random.pick(this.topic.thing), (inner) => this.#fill(inner), false)
    if (slot === 'tip') return this.phrase(this.topic.tip)
    const colon = slot.indexOf(':')
    if (colon >= 0) return this.random.pick(slot.slice(colon + 1).split('|'))
    return fillTemplate(this.random.pick(listNamed(WORDS, slot)), (inner) => this.#fill(inner), false)
  }
}
