import { listNamed, type Topic, WORDS } from './bank'
import type { Random } from './random'
import { fillTemplate, type Template } from './template'

/** Fills templates about one topic, avoiding sentences that were already said. */
export class Voice {
  readonly #said = new Set<Template>()

  constructor(
    readonly random: Random,
    readonly topic: Topic,
  ) {}

  /** One of the sentences, filled; one that has not been said yet where there is any. */
  say(templates: readonly Template[]): string {
    return this.write(templates, true)
  }

  /** As `say`, but a phrase inside a sentence: the first letter stays as it is. */
  phrase(templates: readonly Template[]): string {
    return this.write(templates, false)
  }

  write(templates: readonly Template[], sentence: boolean): string {
    const fresh = templates.filter((template) => !this.#said.has(template))
    const template = this.random.pick(fresh.length > 0 ? fresh : templates)
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
