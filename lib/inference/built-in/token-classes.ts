import type { BytePairTokenizer } from './byte-pair'

/**
 * The readable classes of tokens that a persona may shift, in the order of `theta`. A token belongs to the first class
 * that fits it; "end of response" is the preference for shorter replies.
 */
export const TOKEN_CLASSES = [
  'end of response',
  'line break',
  'exclamation mark',
  'question mark',
  'quotation mark',
  'comma',
  'full stop',
  'other punctuation',
  'number',
  '# or @',
  'emoji or non-ASCII',
  'I, you, we, contractions',
  'short word (1–3)',
  'medium word (4–6)',
  'long word (7–9)',
  'very long word (10+)',
  'word piece (1–2)',
  'word piece (3+)',
  'capitalised word',
] as const

export type TokenClass = (typeof TOKEN_CLASSES)[number]

/** Number of token classes: the length of every `theta`. */
export const CLASS_COUNT = TOKEN_CLASSES.length

const PRONOUN = /^(i|you|we|me|my|your|us|our|'s|'m|'re|'ve|'ll|'d|'t|let)$/i

/** The class of a token's text; of a word by its length, where a leading space marks the start of a word. */
export function classifyToken(text: string): TokenClass {
  const word = text.trim()
  if (text.includes('\n')) return 'line break'
  if (text.includes('!')) return 'exclamation mark'
  if (text.includes('?')) return 'question mark'
  if (/["“”]/.test(text)) return 'quotation mark'
  if (PRONOUN.test(word)) return 'I, you, we, contractions'
  if (/[^\t-~]/.test(text)) return 'emoji or non-ASCII'
  if (/^[0-9]+$/.test(word)) return 'number'
  if (/[#@]/.test(text)) return '# or @'
  if (/^[A-Za-z]+$/.test(word)) return classifyWord(word, /^\s/.test(text))
  if (text.includes(',')) return 'comma'
  if (text.includes('.')) return 'full stop'
  return 'other punctuation'
}

function classifyWord(word: string, isStart: boolean): TokenClass {
  if (/^[A-Z]/.test(word)) return 'capitalised word'
  if (!isStart) return word.length <= 2 ? 'word piece (1–2)' : 'word piece (3+)'
  if (word.length <= 3) return 'short word (1–3)'
  if (word.length <= 6) return 'medium word (4–6)'
  return word.length <= 9 ? 'long word (7–9)' : 'very long word (10+)'
}

/** The class index of every id of a tokenizer. Ids that are parts of one character count as non-ASCII. */
export function classifyVocabulary(tokenizer: BytePairTokenizer): Uint8Array {
  const decoder = new TextDecoder()
  return Uint8Array.from(tokenizer.vocabulary.tokens, (token, id) =>
    id === tokenizer.endOfResponse ? 0 : TOKEN_CLASSES.indexOf(classifyToken(decoder.decode(token))),
  )
}
