import type { BackendConfig, ProbeResult } from '@/lib/core/backend'
import { renderPrompt } from '@/lib/core/prompts'
import { prepareScoringTokens } from '@/lib/core/truncation'
import { InferenceError } from '../scorer'
import { type HttpBackend, openHttpBackend } from './http-backend'
import type { TokenSequence } from './token-sequence'

/** How far a log-probability may move, in nats, when only the boundary between prompt and response moves. */
const MAX_DRIFT = 0.05

/** Values closer than this are the same. */
const SAME = 1e-6

const PROMPT = renderPrompt('ica', 'What makes a good evening at home?', {
  ugc: [],
  pairs: [{ prompt: 'Tea or coffee?', chosen: 'Tea, in a warm pot.', rejected: 'Coffee, black.', direction: null }],
  demographics: null,
  profile: '',
}).text
const RESPONSE = 'A long book, a pot of tea, and rain against the window – nothing else is needed. ☕'

/** What a probe found; `fault` is the error that ended it, `null` when a check itself said no or all is well. */
export interface Probe {
  readonly result: ProbeResult
  readonly fault: InferenceError | null
}

class FailedCheckError extends Error {
  override name = 'FailedCheckError'
}

/**
 * Finds out whether a server gives log-probabilities of given tokens. Servers that ignore what they are asked still
 * answer with plausible numbers, so it checks: the tokenizer and the ids of BOS and EOS; one finite value for each token;
 * that the values stay when the boundary between prompt and response moves by one token (chain rule); that they differ.
 * A check that fails ends the probe. Throws only the reason of `signal`.
 */
export async function probeHttpBackend(
  config: BackendConfig,
  secret: string | null,
  signal: AbortSignal,
): Promise<Probe> {
  const checks: { name: string; ok: boolean; detail: string }[] = []
  const opened: HttpBackend[] = []
  async function check<Value>(name: string, work: () => Promise<readonly [value: Value, detail: string]>) {
    try {
      const [value, detail] = await work()
      checks.push({ name, ok: true, detail })
      return value
    } catch (error) {
      signal.throwIfAborted()
      checks.push({ name, ok: false, detail: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
  try {
    const sequence = await check('Tokenizer', async () => {
      const backend = await openHttpBackend(config, secret)
      opened.push(backend)
      return checkTokenizer(backend, signal)
    })
    const [backend] = opened
    if (!backend) throw new RangeError('no backend was opened')
    await check('BOS and EOS', async () => [null, await checkSpecialIds(backend, signal)])
    const values = await check('One value a token', () => checkValues(backend, sequence, signal))
    await check('Chain rule', async () => [null, await checkChainRule(backend, sequence, values, signal)])
    await check('Values differ', async () => [null, checkSpread(values)])
    return { result: { ok: true, checks }, fault: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof InferenceError) return { result: { ok: false, checks }, fault: error }
    if (error instanceof FailedCheckError) return { result: { ok: false, checks }, fault: null }
    throw error
  } finally {
    for (const backend of opened) backend.close()
  }
}

async function checkTokenizer(
  { adapter, tokens, model, config }: HttpBackend,
  signal: AbortSignal,
): Promise<readonly [TokenSequence, string]> {
  const promptIds = await tokens.tokenise(PROMPT, signal)
  const responseIds = await tokens.tokenise(RESPONSE, signal)
  const said = `${promptIds.length} tokens for the prompt, ${responseIds.length} for the response`
  if (promptIds.length < 2 || responseIds.length < 2)
    throw new FailedCheckError(`The tokenizer gave ${said}: it does not read the text it is sent`)
  if (model.bos !== null && (promptIds[0] === model.bos || responseIds[0] === model.bos))
    throw new FailedCheckError(`The tokenizer adds the BOS ${model.bos} although it is told not to`)
  const { promptIds: framed, responseIds: closed } = prepareScoringTokens(promptIds, responseIds, model)
  const from = config.settings.tokenizer === 'server' ? 'the server' : config.settings.tokenizer
  return [
    { promptIds: framed, responseIds: closed, text: adapter.needsText ? PROMPT + RESPONSE : null },
    `${said}, by ${from}`,
  ]
}

async function checkSpecialIds({ tokens, model }: HttpBackend, signal: AbortSignal): Promise<string> {
  const named: [string, number][] = [['EOS', model.eos]]
  if (model.bos !== null) named.unshift(['BOS', model.bos])
  const spelled: string[] = model.bos === null ? ['no BOS'] : []
  for (const [name, id] of named) {
    const text = await tokens.tokeniser.spell(id, signal)
    if (text === null || text === '')
      throw new FailedCheckError(`The tokenizer has no text for the ${name} id ${id}: check the id`)
    const ids = await tokens.tokenise(text, signal)
    if (ids.length !== 1 || ids[0] !== id)
      throw new FailedCheckError(
        `The ${name} id ${id} is ${JSON.stringify(text)}, which becomes the ids ${ids.join(', ') || 'none'}: it is no token of its own`,
      )
    spelled.push(`${name} ${id} is ${text}`)
  }
  return spelled.join(', ')
}

async function checkValues({ adapter }: HttpBackend, sequence: TokenSequence, signal: AbortSignal) {
  const [values = []] = await adapter.score([sequence], signal)
  const sum = values.reduce((total, value) => total + value, 0)
  return [values, `${values.length} finite values, sum ${sum.toFixed(3)} nats`] as const
}

async function checkChainRule(
  { adapter }: HttpBackend,
  { promptIds, responseIds, text }: TokenSequence,
  values: readonly number[],
  signal: AbortSignal,
): Promise<string> {
  const moved = {
    promptIds: [...promptIds, ...responseIds.slice(0, 1)],
    responseIds: responseIds.slice(1),
    text,
  }
  const [others = []] = await adapter.score([moved], signal)
  const drift = Math.max(...others.map((value, place) => Math.abs(value - (values[place + 1] ?? Number.NaN))))
  if (!(drift <= MAX_DRIFT))
    throw new FailedCheckError(
      `Values move by ${drift.toPrecision(2)} nats when only the start of the response moves: they are not those of the tokens sent`,
    )
  return `values move by at most ${drift === 0 ? 0 : drift.toExponential(1)} nats when the start of the response moves by one token`
}

function checkSpread(values: readonly number[]): string {
  const least = Math.min(...values)
  const greatest = Math.max(...values)
  if (greatest - least <= SAME)
    throw new FailedCheckError(`All values are ${least}: the server does not compute them from the text`)
  return `from ${least.toFixed(2)} to ${greatest.toFixed(2)} nats`
}
