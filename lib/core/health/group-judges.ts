import type { Example } from '@/lib/core/example'
import { wordsOf } from '@/lib/core/words'
import { fingerprint } from './fingerprint'
import { NumberList } from './number-list'
import { RowGroups } from './row-groups'
import { SimilarTextFinder } from './similar-texts'

/** The rows of a check as groups of rows that belong together, or why there is no answer. */
export type GroupedRows = {
  readonly considered: number
  readonly groups: readonly (readonly number[])[]
  readonly reason: string | null
}

/** The checks that compare rows with one another, fed a row at a time. About 60 bytes a row, similar posts apart. */
export class GroupJudges {
  readonly #rows = new RowGroups()
  readonly #posts = new RowGroups()
  readonly #words = new RowGroups()
  readonly #demographics = new RowGroups()
  readonly #histories = new RowGroups()
  readonly #finder = new SimilarTextFinder()
  /** The number of the post's words among the different ones, as the finder counts. */
  readonly #numbers = new Map<string, number>()
  readonly #rowsOfNumber: number[][] = []
  /** The fingerprint of each row's post, by row. */
  readonly #postHigh = new NumberList()
  readonly #postLow = new NumberList()

  add(row: number, hash: string, example: Example): void {
    const { prompt, demographics } = example
    const post = fingerprint(prompt)
    this.#postHigh.add(post.high)
    this.#postLow.add(post.low)
    this.#rows.add(row, fingerprint(hash))
    if (prompt.trim() !== '') this.#posts.add(row, post)
    if (demographics !== null && demographics.trim() !== '') this.#demographics.add(row, fingerprint(demographics))
    if (example.ugc.length + example.pairs.length > 0) this.#histories.add(row, fingerprint(historyText(example)))
    const words = wordsOf(prompt)
    if (words.length > 0) this.#addWords(row, words)
  }

  #addWords(row: number, words: readonly string[]): void {
    const print = fingerprint(words.join(' '))
    this.#words.add(row, print)
    if (!this.#finder.isOpen) return
    const name = `${print.high} ${print.low}`
    const number = this.#numbers.get(name)
    if (number !== undefined) {
      this.#rowsOfNumber[number]?.push(row)
      return
    }
    this.#numbers.set(name, this.#numbers.size)
    this.#rowsOfNumber.push([row])
    this.#finder.add(words)
    if (this.#finder.isOpen) return
    this.#numbers.clear()
    this.#rowsOfNumber.length = 0
  }

  read() {
    return {
      'duplicate-rows': groupsOf(this.#rows),
      'duplicate-posts': groupsOf(this.#posts),
      'same-word-posts': this.#readSameWords(),
      'similar-posts': this.#readSimilar(),
      'same-demographics': groupsOf(this.#demographics),
      'same-history': groupsOf(this.#histories),
    } as const
  }

  #readSameWords(): GroupedRows {
    const all = groupsOf(this.#words)
    const [high, low] = [this.#postHigh.read(), this.#postLow.read()]
    const differs = ([first = 0, ...others]: readonly number[]) =>
      others.some((row) => high[row] !== high[first] || low[row] !== low[first])
    return { ...all, groups: all.groups.filter(differs) }
  }

  #readSimilar(): GroupedRows {
    const { clusters, reason } = this.#finder.read()
    const considered = this.#words.considered
    if (clusters === null) return { considered, groups: [], reason }
    const groups = clusters.map((cluster) =>
      cluster.flatMap((number) => this.#rowsOfNumber[number] ?? []).sort((left, right) => left - right),
    )
    return { considered, groups: groups.sort((left, right) => right.length - left.length), reason: null }
  }
}

function groupsOf(rows: RowGroups): GroupedRows {
  return { considered: rows.considered, groups: rows.read(), reason: null }
}

function historyText({ ugc, pairs }: Example): string {
  return JSON.stringify([
    ugc.map(({ prompt, comment }) => [prompt, comment]),
    pairs.map(({ prompt, chosen, rejected }) => [prompt, chosen, rejected]),
  ])
}
