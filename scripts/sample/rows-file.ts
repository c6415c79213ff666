import { formatSigns } from '@/lib/core/direction'
import type { SampleRow } from './row'

/** One row as a line of the file that DuckDB reads: short names, directions as 90 characters. */
export function formatRow(row: SampleRow): string {
  return JSON.stringify({
    p: row.prompt,
    c: row.chosen,
    r: row.rejected,
    s: formatSigns(row.direction),
    d: row.demographics,
    u: row.ugc?.map((item) => ({ p: item.prompt, c: item.comment, s: formatSigns(item.direction) })) ?? null,
    q:
      row.pairs?.map((pair) => ({
        p: pair.prompt,
        c: pair.chosen,
        r: pair.rejected,
        s: formatSigns(pair.direction),
      })) ?? null,
  })
}

/** The columns of `formatRow` for DuckDB's `read_json`. */
export const ROW_COLUMNS = `{
  p: 'VARCHAR', c: 'VARCHAR', r: 'VARCHAR', s: 'VARCHAR', d: 'VARCHAR',
  u: 'STRUCT(p VARCHAR, c VARCHAR, s VARCHAR)[]',
  q: 'STRUCT(p VARCHAR, c VARCHAR, r VARCHAR, s VARCHAR)[]'
}`

/** Reads a direction of 90 characters as the published numbers. */
export const VECTOR_MACRO = `
  CREATE OR REPLACE TEMP MACRO vector(signs) AS
    list_transform(string_split(signs, ''), lambda sign: CASE sign WHEN '+' THEN 1.0::DOUBLE WHEN '-' THEN 0.0::DOUBLE ELSE 0.5::DOUBLE END)`

/** AlignX's columns under their published names. Source: AlignX README. */
export const PUBLISHED_SELECT = `
  SELECT
    p AS prompt,
    c AS chosen,
    r AS rejected,
    vector(s) AS "Preference Direction",
    d AS "Demographic Information",
    list_transform(u, lambda item: {'prompt': item.p, 'comment': item.c, 'Preference Direction': vector(item.s)})
      AS "User-Generated Content",
    list_transform(q, lambda pair: {'prompt': pair.p, 'chosen': pair.c, 'rejected': pair.r, 'Preference Direction': vector(pair.s)})
      AS "Pair-wise Comparative Feedback"`
