/** What conditions can name beside the columns: the open shards in load order, and the saved selections. */
export interface ConditionChoices {
  readonly shards: readonly string[]
  readonly selections: readonly { readonly id: string; readonly name: string; readonly rows: number }[]
}

export const NO_CHOICES: ConditionChoices = { shards: [], selections: [] }

/** The names of saved selections, for the words of a filter. */
export function namesOf({ selections }: ConditionChoices) {
  return { nameOfSelection: (id: string) => selections.find((selection) => selection.id === id)?.name ?? null }
}
