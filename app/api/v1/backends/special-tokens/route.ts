import { ProblemError, readJson, route } from '@/app/api/route-handler'
import { specialTokensRequestSchema } from '@/lib/core/special-tokens'
import { findSpecialTokens, InferenceError } from '@/lib/inference'

/** How long the server may take for one question, in milliseconds. */
const TIMEOUT_MS = 10_000

export const POST = route(async (request) => {
  const { kind, baseUrl, model, secret, tokenizer } = await readJson(request, specialTokensRequestSchema)
  // The ids are what is asked for; these are not sent.
  const settings = { bosId: null, eosId: 0, tokenizer, slots: 1, timeoutMs: TIMEOUT_MS }
  const config = { id: 'new', name: 'The server', kind, baseUrl, model, settings }
  try {
    return Response.json(await findSpecialTokens(config, secret, request.signal))
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error
    throw new ProblemError(502, error.facts.code, error.message, {}, { cause: error })
  }
})
