import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { z } from 'zod'
import type { BackendConfig } from '@/lib/core/backend'
import { env } from '@/lib/env'
import { cannotScore } from './backend-fault'
import { findSuffix, type Tokeniser } from './tokeniser'

// More is not needed before the library reads it: a file of another kind must fail with its name.
const fileSchema = z.looseObject({ model: z.looseObject({ type: z.string() }), added_tokens: z.array(z.unknown()) })

/** Tokenizers read by this process: about 100 MB for a vocabulary of 128,256, so few are kept. */
const KEPT_FILES = 3
const loaded = new Map<string, Promise<Tokenizer>>()

/** The folder that tokenizer files are read from: `tokenizers` in the data folder, or in the state folder without one. */
export function tokenizerFolder(): string {
  const { ALIGNX_DATA_DIR, ALIGNX_STATE_DIR } = env()
  return join(/* turbopackIgnore: true */ ALIGNX_DATA_DIR ?? ALIGNX_STATE_DIR, 'tokenizers')
}

/**
 * A tokenizer from a `tokenizer.json` of that folder. Throws `InferenceError` `backend-cannot-score` for a file that is
 * missing or is none.
 */
export async function openFileTokeniser(backend: BackendConfig): Promise<Tokeniser> {
  const { tokenizer: name } = backend.settings
  const path = join(/* turbopackIgnore: true */ tokenizerFolder(), name)
  const facts = await stat(path).catch((cause: unknown) => {
    throw cannotScore(backend, `there is no tokenizer file ${name}: put it into ${tokenizerFolder()}`, { cause })
  })
  const key = `${path} ${facts.size} ${facts.mtimeMs}`
  const opening = loaded.get(key) ?? load(path)
  loaded.delete(key)
  loaded.set(key, opening)
  for (const oldest of loaded.keys()) if (loaded.size > KEPT_FILES) loaded.delete(oldest)
  const tokenizer = await opening.catch((cause: unknown) => {
    loaded.delete(key)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw cannotScore(backend, `${name} is no tokenizer.json that can be used: ${reason}`, { cause })
  })
  const spellAll = (ids: readonly number[]) =>
    tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false })
  return {
    tokenise: async (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    findCut: async (text, ids, cut) => findSuffix(text, spellAll(ids.slice(cut))),
    spell: async (id) => (tokenizer.id_to_token(id) === undefined ? null : spellAll([id])),
  }
}

async function load(path: string): Promise<Tokenizer> {
  const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  return new Tokenizer(file, {})
}
