import { readFileSync } from 'node:fs'
import { compileTemplate, type Template } from './template'

/** A pole of a dimension, as in `16+`. */
export type PoleKey = `${number}${'+' | '-'}`

/** What can be said about one subject. `dimension` is the interest or need that it belongs to. */
export interface Topic {
  readonly dimension: number
  readonly subject: string
  readonly thing: readonly Template[]
  readonly post: readonly Template[]
  readonly ask: readonly Template[]
  readonly tip: readonly Template[]
  readonly pro: readonly Template[]
  readonly con: readonly Template[]
}

export type SentenceList = ReadonlyMap<string, readonly Template[]>

const TOPIC_FILES = ['topics-arts.txt', 'topics-world.txt', 'topics-life.txt', 'topics-needs.txt']
const TOPIC_PARTS = ['thing', 'post', 'ask', 'tip', 'pro', 'con'] as const

export const WORDS = readLists('words.txt')
export const POSTS = readLists('posts.txt')
export const FRAMES = readLists('frames.txt')
export const MOVES = readLists('moves.txt')
export const TRAITS = readLists('traits.txt')
export const TOPICS: readonly Topic[] = TOPIC_FILES.flatMap(readTopics)

/** The list of that name. Throws when the word files lack it. */
export function listNamed(lists: SentenceList, name: string): readonly Template[] {
  const list = lists.get(name)
  if (!list?.length) throw new Error(`The word files of the sample have no list "${name}"`)
  return list
}

function readLines(file: string): string[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

function readLists(file: string): SentenceList {
  return new Map(readLines(file).map(readList))
}

/** `name: choice | choice`, the colon left out after a pole (`16+ choice | choice`). */
function readList(line: string): [string, readonly Template[]] {
  const found = /^(?:(\w+):|(\d+[+-])) (.+)$/.exec(line)
  if (!found?.[3]) throw new Error(`A line of the sample's word files is not "name: choices": ${line}`)
  return [found[1] ?? found[2] ?? '', found[3].split(' | ').map(compileTemplate)]
}

function readTopics(file: string): Topic[] {
  const topics: { dimension: number; subject: string; lists: Map<string, readonly Template[]> }[] = []
  for (const line of readLines(file)) {
    const head = /^= (\d+) (.+)$/.exec(line)
    if (head) topics.push({ dimension: Number(head[1]), subject: head[2] ?? '', lists: new Map() })
    else topics.at(-1)?.lists.set(...readList(line))
  }
  return topics.map(({ dimension, subject, lists }) => {
    const [thing, post, ask, tip, pro, con] = TOPIC_PARTS.map((part) => listNamed(lists, part))
    if (!(thing && post && ask && tip && pro && con)) throw new Error(`Topic ${subject} in ${file} is not complete`)
    return { dimension, subject, thing, post, ask, tip, pro, con }
  })
}
