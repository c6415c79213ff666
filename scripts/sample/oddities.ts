import type { Random } from './random'
import type { SampleRow } from './row'

const FOREIGN = [
  'P.S. Grüße aus Köln, und danke für alles 🙏',
  'Merci d’avance à toutes et à tous !',
  '¿Alguien más por aquí? Gracias 😊',
  'ありがとうございます、よろしくお願いします。',
  'Спасибо, что дочитали до конца.',
  'شكراً جزيلاً لكم',
  'Edit: typo 👩‍👩‍👧‍👦 → family, not families 🏳️‍🌈',
  '感谢各位!',
] as const

const MARKUP = [
  'My notes say: <b>keep it short</b> &amp; <script>alert("hello")</script>, whatever that meant.',
  '<!-- draft, please ignore --> <img src=x onerror="alert(1)"> was all the page showed me.',
  'I saved it as <a href="https://example.org/?q=a&b=c">this link</a>, sorry for the raw tags.',
] as const

const SPECIAL_TOKENS = [
  'The bot ended with <|eot_id|> and I do not know what that is.',
  'It printed <|start_header_id|>user<|end_header_id|> in the middle of a recipe.',
  'Half of the answer was <|endoftext|> followed by [INST] nothing [/INST].',
] as const

/** Adds, to a few rows in a hundred, what real files hold: other scripts, markup, special tokens, copies of a text. */
export function decorate(random: Random, row: SampleRow): SampleRow {
  let { prompt, chosen, rejected, ugc } = row
  if (random.chance(0.03)) prompt = `${prompt}\n\n${random.pick(FOREIGN)}`
  if (random.chance(0.004)) prompt = `${prompt}\n\n${random.pick(MARKUP)}`
  if (random.chance(0.004)) prompt = `${prompt} ${random.pick(SPECIAL_TOKENS)}`
  if (random.chance(0.02)) chosen = `${chosen} ${random.pick(FOREIGN)}`
  if (random.chance(0.02)) rejected = `${rejected} ${random.pick(FOREIGN)}`
  if (random.chance(0.003)) rejected = chosen
  const first = ugc?.[0]
  if (ugc && first && random.chance(0.005)) ugc = [{ ...first, prompt }, ...ugc.slice(1)]
  return { ...row, prompt, chosen, rejected, ugc }
}
