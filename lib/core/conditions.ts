/** The part of a persona that the policy sees. Source: paper Table 3 (UGC, PAIR, DEMO, P) and the PBA scripts. */
export const CONDITIONS = [
  { key: 'ugc', label: 'UGC', template: 'ica', explanation: 'comments by the same user' },
  { key: 'pair', label: 'PAIR', template: 'ica', explanation: 'preference pairs by the same user' },
  { key: 'demo', label: 'DEMO', template: 'ica', explanation: 'the demographic text' },
  { key: 'all', label: 'P (all parts)', template: 'ica', explanation: 'UGC, pairs and demographic text' },
  { key: 'profile-given', label: 'PBA, given profile', template: 'pba', explanation: "the row's own profile text" },
  {
    key: 'profile-published',
    label: 'PBA, inferred (published rule)',
    template: 'pba',
    explanation: 'a profile inferred from the history by the published float32 rule',
  },
  {
    key: 'profile-exact',
    label: 'PBA, inferred (exact rule)',
    template: 'pba',
    explanation: 'a profile inferred from the history without the float32 asymmetry',
  },
  {
    key: 'golden',
    label: 'PBA, golden direction',
    template: 'pba',
    explanation: "the target pair's own direction: an upper bound, not a prediction",
  },
] as const

/**
 * Which numbers a result holds. `policy` and `reference` make the margin; the control pair scores the same responses
 * with another row's persona (a seeded derangement).
 */
export const ROLES = ['policy', 'reference', 'control-policy', 'control-reference'] as const
