/** A sentence with slots: literal texts and slot names by turns, beginning with a text. */
export type Template = readonly string[]

/** Reads `{slot}`; a slot beginning with a capital is filled with a capital. Choices are apart by `|` in `{name:a|b}`. */
export function compileTemplate(text: string): Template {
  return text.trim().split(/[{}]/)
}

/** Fills the slots. The first letter of the result is made a capital when `sentence` is set. */
export function fillTemplate(template: Template, fill: (slot: string) => string, sentence = true): string {
  let text = template[0] ?? ''
  for (let place = 1; place < template.length; place += 2) {
    const slot = template[place] ?? ''
    const first = slot.charAt(0)
    const lower = first.toLowerCase()
    const filled = fill(lower + slot.slice(1))
    text += (first === lower ? filled : capitalise(filled)) + (template[place + 1] ?? '')
  }
  return sentence ? capitalise(text) : text
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
