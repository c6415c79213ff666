/**
 * The `examples` table of the browser's database, one row an example, in load order.
 * Vectors are bit-planes (`DirectionPlanes`), NULL where the file has no direction; history planes are the union, or the
 * intersection, over all UGC and pair items. Texts are NULL where the file has none. Lengths are in UTF-16 code units, as
 * in JavaScript. `conflict_count` is the number of dimensions where some item holds the pole opposite to the row's own.
 */
export const EXAMPLES_TABLE = 'examples'

export const PLANE_COLUMNS = ['positive_low', 'positive_high', 'negative_low', 'negative_high'] as const

/** The poles that some UGC or pair item of the row holds. */
export const HISTORY_PLANE_COLUMNS = [
  'history_positive_low',
  'history_positive_high',
  'history_negative_low',
  'history_negative_high',
] as const

/** The poles that every UGC and pair item of the row holds; an item without a direction holds none, no items, none. */
export const HISTORY_EVERY_PLANE_COLUMNS = [
  'history_every_positive_low',
  'history_every_positive_high',
  'history_every_negative_low',
  'history_every_negative_high',
] as const

/** The numeric columns that can be sorted, filtered by range and drawn as a histogram. */
export const FACETS = [
  { key: 'prompt_length', label: 'Post length', unit: 'characters' },
  { key: 'chosen_length', label: 'Chosen length', unit: 'characters' },
  { key: 'rejected_length', label: 'Rejected length', unit: 'characters' },
  { key: 'length_difference', label: 'Chosen minus rejected length', unit: 'characters' },
  { key: 'ugc_count', label: 'UGC comments', unit: 'items' },
  { key: 'pair_count', label: 'Pairs', unit: 'items' },
  { key: 'active_count', label: 'Active dimensions', unit: 'dimensions' },
  { key: 'conflict_count', label: 'Contradicted dimensions', unit: 'dimensions' },
] as const

export type FacetKey = (typeof FACETS)[number]['key']

/** The columns that may be NULL or empty, with a share in their header. */
export const OPTIONAL_COLUMNS = [
  { key: 'direction', label: 'Direction' },
  { key: 'demographics', label: 'Demographics' },
  { key: 'profile', label: 'Profile' },
  { key: 'persona', label: 'Ground-truth persona' },
  { key: 'ugc', label: 'UGC' },
  { key: 'pairs', label: 'Pairs' },
] as const

export type OptionalColumnKey = (typeof OPTIONAL_COLUMNS)[number]['key']

/** Where text search looks. */
export const TEXT_FIELDS = [
  { key: 'prompt', label: 'post' },
  { key: 'chosen', label: 'chosen' },
  { key: 'rejected', label: 'rejected' },
  { key: 'demographics', label: 'demographics' },
  { key: 'ugc', label: 'UGC' },
  { key: 'pairs', label: 'pairs' },
] as const

export type TextFieldKey = (typeof TEXT_FIELDS)[number]['key']
