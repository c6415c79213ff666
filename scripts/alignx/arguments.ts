import { UsageError } from './command-error'

/** The value of an option that takes one of some words. Throws `UsageError`. */
export function choose<Word extends string>(option: string, value: string | undefined, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return word
  throw new UsageError(`${option} must be one of ${words.join(', ')}${value === undefined ? '' : `, not ${value}`}`)
}

/** The one file of a command. Throws `UsageError`. */
export function onlyFile(command: string, positionals: readonly string[]): string {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0)
    throw new UsageError(`${command} needs one file, not ${positionals.length}`)
  return file
}

/** A seed. Throws `UsageError` unless it is an integer of 0 to 4,294,967,295. */
export function readSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed <= 0xffffffff) return seed
  throw new UsageError(`--seed must be an integer from 0 to 4294967295, not ${text}`)
}
