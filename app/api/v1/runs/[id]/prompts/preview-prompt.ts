import { createHash } from 'node:crypto'
import type { PromptPreview } from '@/lib/core/prompt-preview'
import { renderCondition } from '@/lib/core/prompts-condition'
import type { Role } from '@/lib/core/run'
import { countPromptTokens, InferenceError, type PromptTokens } from '@/lib/inference'
import { type PromptItem, readBackendSecret, readPromptItem } from '@/lib/store'

/** The exact prompt of a row in a role, with the counts of the role's backend or why there are none. Throws `StoreError`. */
export async function previewPrompt(
  runId: string,
  idx: number,
  role: Role,
  signal: AbortSignal,
): Promise<PromptPreview> {
  const row = await readPromptItem(runId, idx, role)
  const side = role === 'policy' || role === 'control-policy' ? 'policy' : 'reference'
  const prompt = renderCondition(row.example, row.persona, row.config.condition, side)
  return {
    idx,
    role,
    template: prompt.template,
    version: prompt.version,
    sha256: createHash('sha256').update(prompt.text).digest('hex'),
    evidence: prompt.evidence,
    text: prompt.text,
    parts: [...prompt.parts],
    ...(await countTokens(runId, idx, row, side, signal)),
  }
}

async function countTokens(
  runId: string,
  idx: number,
  { config, backend, example, persona, total, readExamples }: PromptItem,
  role: 'policy' | 'reference',
  signal: AbortSignal,
): Promise<{ tokens: PromptTokens | null; tokensProblem: string | null }> {
  const { condition, seed } = config
  try {
    const secret = await readBackendSecret(backend.id)
    // Rows that come later change what the built-in scorer learns from.
    const input = { key: `${runId}, ${total} rows`, backend, secret, condition, seed, readExamples }
    const tokens = await countPromptTokens(input, { idx, example, persona, condition, role }, signal)
    return { tokens, tokensProblem: null }
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error
    return { tokens: null, tokensProblem: error.message }
  }
}
