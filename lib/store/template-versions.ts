import 'server-only'
import { createHash } from 'node:crypto'
import { CONDITIONS } from '@/lib/core/conditions'
import { renderPrompt, type ShownPersona, TEMPLATE_VERSION, type TemplateKey } from '@/lib/core/prompts'
import type { ConditionKey } from '@/lib/core/run'
import type { RunReport } from '@/lib/core/run-report'

const PLACEHOLDER: ShownPersona = {
  ugc: [{ prompt: '{ugc prompt}', comment: '{comment}', direction: null }],
  pairs: [{ prompt: '{pair prompt}', chosen: '{chosen}', rejected: '{rejected}', direction: null }],
  demographics: '{demographics}',
  profile: '{profile}',
}

/** The SHA-256 of a template, rendered with `{prompt}` and a persona of such placeholders: 64 hex characters. */
export function hashTemplate(template: TemplateKey): string {
  return createHash('sha256')
    .update(renderPrompt(template, '{prompt}', PLACEHOLDER).text)
    .digest('hex')
}

/** The templates a run with this condition uses: the policy's, then the reference's. */
export function listTemplates(condition: ConditionKey): NonNullable<RunReport['templates']> {
  const policy = CONDITIONS.find((entry) => entry.key === condition)?.template ?? 'ica'
  const keys = [policy, 'few-shot'] as const
  return keys.map((key) => ({ key, version: TEMPLATE_VERSION, sha256: hashTemplate(key) }))
}
