import { z } from 'zod'
import { newBackendSchema } from './backend'

const tokensSchema = z.array(z.object({ id: z.int().min(0), text: z.string() }))

/** Tokens that may start and end a sequence, the likeliest first. */
export const specialTokensSchema = z.object({ bos: tokensSchema, eos: tokensSchema })
export type SpecialTokens = z.infer<typeof specialTokensSchema>

/** A server to ask for them. */
export const specialTokensRequestSchema = newBackendSchema
  .pick({ kind: true, baseUrl: true, model: true, secret: true })
  .extend({ tokenizer: newBackendSchema.shape.settings.shape.tokenizer })
