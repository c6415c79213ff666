import { BytePairTokenizer } from '@/lib/inference/built-in/byte-pair'
import { trainBytePairs } from '@/lib/inference/built-in/byte-pair-trainer'
import { splitPieces } from '@/lib/inference/built-in/pieces'

/** The special strings of Llama 3. */
const SPECIALS: readonly string[] = [
  '<|begin_of_text|>',
  '<|end_of_text|>',
  '<|start_header_id|>',
  '<|end_header_id|>',
  '<|eot_id|>',
]

const SPECIAL = new RegExp(`(${SPECIALS.map((text) => text.replaceAll('|', '\\|')).join('|')})`)

/** The printable letter that GPT-2's alphabet has for each byte. */
const LETTERS = spellBytes()

function spellBytes(): readonly string[] {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    return String.fromCodePoint(isPrintable ? byte : next++)
  })
}

/** A byte-level vocabulary as Llama 3 has it: ordinary tokens, fillers, and the special strings last. */
export interface TinyVocabulary {
  /** Ordinary tokens in GPT-2's alphabet, the others as they read. */
  readonly tokens: readonly string[]
  /** Pairs of tokens, joined by a space, in the order learnt. */
  readonly merges: readonly string[]
  readonly ordinary: number
  readonly bos: number
  readonly eos: number
  /** The ids of a text; special strings become their one id. */
  readonly encode: (text: string) => number[]
  /** The bytes of ids. */
  readonly decode: (ids: readonly number[]) => Buffer
}

/** Learns a vocabulary of exactly `size` ids from texts. */
export function makeTinyVocabulary(texts: readonly string[], size: number): TinyVocabulary {
  const learnt = trainBytePairs(texts, size - SPECIALS.length + 1)
  const bytes = learnt.tokens.slice(0, -1)
  const tokenizer = new BytePairTokenizer(learnt)
  const spell = (token: Uint8Array) => Array.from(token, (byte) => LETTERS[byte]).join('')
  const ordinary = bytes.map(spell)
  const fillers = Array.from(
    { length: size - SPECIALS.length - ordinary.length },
    (_, place) => `<|reserved_${place}|>`,
  )
  const tokens = [...ordinary, ...fillers, ...SPECIALS]
  const idOf = new Map(tokens.map((token, id) => [token, id]))

  function encodePiece(piece: string): readonly number[] {
    // Llama 3 looks a whole piece up before it merges.
    const whole = idOf.get(spell(Buffer.from(piece)))
    return whole === undefined ? [...tokenizer.encode(piece)] : [whole]
  }

  return {
    tokens,
    merges: learnt.merges.map(({ left, right }) => `${ordinary[left]} ${ordinary[right]}`),
    ordinary: ordinary.length,
    bos: size - SPECIALS.length,
    eos: size - 1,
    encode: (text) =>
      text.split(SPECIAL).flatMap((part) => {
        const special = SPECIALS.indexOf(part)
        return special < 0 ? splitPieces(part).flatMap(encodePiece) : [size - SPECIALS.length + special]
      }),
    decode: (ids) => Buffer.concat(ids.map((id) => bytes[id] ?? Buffer.from(tokens[id] ?? ''))),
  }
}

/** A `tokenizer.json` with the same ids. */
export function toTokenizerJson({ tokens, merges, ordinary }: TinyVocabulary): string {
  const added = tokens.slice(ordinary).map((content, place) => ({
    id: ordinary + place,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }))
  const pattern =
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
  return JSON.stringify({
    version: '1.0',
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: true,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  })
}
