import { z } from 'zod'
import { CONTENT_HASH_LENGTH } from '@/lib/core/content-hash'
import { type Direction, formatSigns, parseSigns } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { checkJsonFile, parseJsonFile } from './manifest'

/** A row of a text pack is two zlib streams (RFC 1950): part A is what a page shows, part B all the rest. */
export interface RowParts {
  readonly a: string
  readonly b: string
}

const signsSchema = z
  .string()
  .nullable()
  .transform((signs, context): Direction | null => {
    const direction = signs === null ? null : parseSigns(signs)
    if (signs === null || direction) return direction
    context.addIssue({ code: 'custom', message: 'a direction is 90 characters +, 0 and -' })
    return z.NEVER
  })

const hashSchema = z.string().regex(new RegExp(`^[0-9a-f]{${CONTENT_HASH_LENGTH}}$`), 'is no content hash')
const partASchema = z.tuple([hashSchema, z.string(), z.string(), z.string()])

const partBSchema = z.object({
  demographics: z.string().nullable(),
  profile: z.string().nullable(),
  persona: z.string().nullable(),
  direction: signsSchema,
  ugc: z.array(z.tuple([z.string(), z.string(), signsSchema])),
  pairs: z.array(z.tuple([z.string(), z.string(), z.string(), signsSchema])),
  extra: z.record(z.string(), z.json()).optional(),
})

/** The texts of a row that a page of the table shows. */
export interface RowTexts {
  readonly hash: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
}

/** The JSON texts of both parts of a row. `extra` is left out where it is empty. */
export function encodeRowParts(hash: string, example: Example): RowParts {
  const signs = (direction: Direction | null) => direction && formatSigns(direction)
  const { prompt, chosen, rejected, extra } = example
  return {
    a: JSON.stringify([hash, prompt, chosen, rejected]),
    b: JSON.stringify({
      demographics: example.demographics,
      profile: example.profile,
      persona: example.groundTruthPersona,
      direction: signs(example.direction),
      ugc: example.ugc.map((item) => [item.prompt, item.comment, signs(item.direction)]),
      pairs: example.pairs.map((item) => [item.prompt, item.chosen, item.rejected, signs(item.direction)]),
      extra: Object.keys(extra).length === 0 ? undefined : extra,
    }),
  }
}

/** Reads part A, unpacked. Throws `PreparedFormatError`. */
export function decodePartA(text: string, file: string): RowTexts {
  const [hash, prompt, chosen, rejected] = checkJsonFile(partASchema, parseJsonFile(text, file), file)
  return { hash, prompt, chosen, rejected }
}

/** The whole row from both parts, unpacked. Throws `PreparedFormatError`. */
export function decodeRow({ a, b }: RowParts, file: string): { readonly hash: string; readonly example: Example } {
  const { hash, ...texts } = decodePartA(a, file)
  const { persona, ugc, pairs, extra = {}, ...rest } = checkJsonFile(partBSchema, parseJsonFile(b, file), file)
  return {
    hash,
    example: {
      ...texts,
      ...rest,
      groundTruthPersona: persona,
      ugc: ugc.map(([prompt, comment, direction]) => ({ prompt, comment, direction })),
      pairs: pairs.map(([prompt, chosen, rejected, direction]) => ({ prompt, chosen, rejected, direction })),
      extra,
    },
  }
}
