import type { Filter, FilterTerm } from '@/lib/core/filter'

/**
 * How much a found row matters: a `fault` spoils a score or an answer, `warn` can bias one, `note` is a fact to know.
 */
export type HealthSeverity = 'fault' | 'warn' | 'note'

/** What a check is, in words. Where the rows meet a filter term it is given; otherwise they are a list of hashes. */
export interface HealthDefinition {
  readonly key: string
  readonly title: string
  readonly severity: HealthSeverity
  /** What a found row is. */
  readonly what: string
  /** Why it matters for training and evaluation, with the published script it is about. */
  readonly why: string
  /** How the count is made, and its limits. */
  readonly how: string
  /** What the share is a share of. */
  readonly population: string
  readonly filter: Filter | null
}

const missing = (column: 'ugc' | 'pairs' | 'demographics' | 'direction'): FilterTerm => ({ kind: 'missing', column })

/** All checks, in the order of a report. */
export const HEALTH_CHECKS = [
  {
    key: 'identical-responses',
    title: 'Chosen and rejected are identical',
    severity: 'fault',
    what: 'The chosen and the rejected response are the same text, character by character.',
    why: 'Such a pair holds no preference. Its margin is exactly 0, which AlignX eval/acc.py counts as wrong, and in DPO it has no gradient.',
    how: 'Texts are compared as they are, without trimming.',
    population: 'rows',
    filter: null,
  },
  {
    key: 'target-in-history',
    title: 'Post is in its own history',
    severity: 'fault',
    what: 'The post of the row is also the post of one of its UGC or pair items.',
    why: 'The prompt then shows what this very person said or preferred about this post: the answer leaks. The published P-Soups files have such rows.',
    how: 'Posts are compared as they are, without trimming.',
    population: 'rows with a history',
    filter: null,
  },
  {
    key: 'response-in-history',
    title: 'Response is in its own history',
    severity: 'fault',
    what: 'The chosen or the rejected response is also a comment or a response of one of its UGC or pair items.',
    why: 'The prompt then holds the text that is scored: copying it is enough.',
    how: 'Texts that are not blank are compared as they are, without trimming.',
    population: 'rows with a history',
    filter: null,
  },
  {
    key: 'duplicate-rows',
    title: 'Duplicate rows',
    severity: 'warn',
    what: 'The row has the same content hash as another one: post, responses, demographics, direction and history are equal.',
    why: 'Copies count twice in an accuracy and make its interval too narrow; across training and test files they leak. Users of AlignX report that it holds duplicates.',
    how: 'All copies are counted, the first one too. Profile, persona and undocumented columns are not part of the hash.',
    population: 'rows',
    filter: null,
  },
  {
    key: 'duplicate-posts',
    title: 'Duplicate posts',
    severity: 'note',
    what: 'Another row has the same post, character by character.',
    why: 'Rows of one post are not independent: a bootstrap by post is wider than an interval by row. AlignXplore joins predictions by the text of the post, where they collide.',
    how: 'All rows that share their post are counted. Blank posts are left out.',
    population: 'rows with a post',
    filter: null,
  },
  {
    key: 'same-word-posts',
    title: 'Posts with the same words',
    severity: 'note',
    what: 'Another row has a post with the same words in the same order, which differs in case, punctuation or spaces.',
    why: 'A split by exact text puts such posts on both sides.',
    how: 'Words are runs of letters and digits, composed and in lower case. Posts without words are left out; exact copies alone do not count here.',
    population: 'rows whose post has words',
    filter: null,
  },
  {
    key: 'similar-posts',
    title: 'Similar posts',
    severity: 'note',
    what: 'Another row has a post with other words that shares at least 80 % of its sequences of three words (Jaccard).',
    why: 'Edited and reposted texts leak between training and test as copies do.',
    how: 'Candidates by MinHash (64 functions, 16 bands of 4, fixed seed), each then checked by the exact Jaccard index of the two sets. No pair is counted wrongly; a pair at exactly 80 % is missed with a chance of about 0.02 %, rarer above. Not computed above 100,000 rows.',
    population: 'rows whose post has words',
    filter: null,
  },
  {
    key: 'same-demographics',
    title: 'Shared demographics',
    severity: 'note',
    what: 'Another row has the same demographic text, character by character.',
    why: 'Such rows are likely one person: they belong on one side of a split, and are not independent.',
    how: 'All rows that share the text are counted. Blank texts are left out.',
    population: 'rows with demographics',
    filter: null,
  },
  {
    key: 'same-history',
    title: 'Shared histories',
    severity: 'note',
    what: 'Another row has the same history: the same UGC and pair items in the same order.',
    why: 'Such rows are one person by the only evidence there is: they belong on one side of a split.',
    how: 'The texts of the items are compared, not their directions. Rows without a history are left out.',
    population: 'rows with a history',
    filter: null,
  },
  {
    key: 'blank-post',
    title: 'Blank post',
    severity: 'fault',
    what: 'The post is empty or white space.',
    why: 'There is nothing to respond to; the score is of the persona alone.',
    how: 'White space is what Unicode says it is.',
    population: 'rows',
    filter: null,
  },
  {
    key: 'blank-response',
    title: 'Blank response',
    severity: 'fault',
    what: 'The chosen or the rejected response is empty or white space.',
    why: 'Its score is that of the end token alone, so the pair measures length.',
    how: 'White space is what Unicode says it is.',
    population: 'rows',
    filter: null,
  },
  {
    key: 'blank-history-item',
    title: 'Blank history item',
    severity: 'warn',
    what: 'Some UGC or pair item has a blank post, comment or response.',
    why: 'It takes a numbered place in the prompt and says nothing.',
    how: 'White space is what Unicode says it is.',
    population: 'rows with a history',
    filter: null,
  },
  {
    key: 'no-history',
    title: 'No history',
    severity: 'warn',
    what: 'The row has neither UGC nor pairs.',
    why: 'The conditions UGC and PAIR show nothing for it. AlignX train/format_data.py fails on such a row or keeps the sample of the row before.',
    how: 'Missing and empty lists are alike.',
    population: 'rows',
    filter: { kind: 'all', filters: [missing('ugc'), missing('pairs')] },
  },
  {
    key: 'no-demographics',
    title: 'No demographics',
    severity: 'note',
    what: 'The demographic text is missing or empty.',
    why: 'The condition DEMO shows nothing for it, so the row scores as if there were no persona.',
    how: 'A text of white space counts as present, as in Explore.',
    population: 'rows',
    filter: missing('demographics'),
  },
  {
    key: 'no-direction',
    title: 'No direction',
    severity: 'note',
    what: 'The row has no preference direction of its own.',
    why: 'It has no place in the views of vectors and no golden profile.',
    how: 'Missing and empty vectors are alike; an all-neutral one is not missing.',
    population: 'rows',
    filter: missing('direction'),
  },
  {
    key: 'all-neutral',
    title: 'All dimensions neutral',
    severity: 'warn',
    what: 'The direction of the row is neutral in all 90 dimensions.',
    why: 'It says nothing about the pair. A history of such directions makes AlignX get_profile give all 90 negative poles.',
    how: 'Active dimensions are counted; rows without a direction are left out.',
    population: 'rows with a direction',
    filter: { kind: 'range', facet: 'active_count', min: 0, max: 0 },
  },
  {
    key: 'chosen-longer',
    title: 'Chosen is longer',
    severity: 'warn',
    what: 'The chosen response is longer than the rejected one.',
    why: 'Where this share is far from 50 %, a rule that looks at length alone beats chance. P-Soups friendly_unfriendly has 74.8 %: compare every accuracy with that of length.',
    how: 'Length in UTF-16 code units. The share is of the pairs that differ in length, with Wilson’s 95 % interval; it is a finding when the interval leaves out 50 %. Rows count as independent draws.',
    population: 'rows whose responses differ in length',
    filter: { kind: 'range', facet: 'length_difference', min: 1, max: null },
  },
  {
    key: 'demographics-contradiction',
    title: 'Demographics contradict the direction',
    severity: 'warn',
    what: 'The demographic text names a pole of a dimension and the direction of the row holds the opposite one.',
    why: 'The direction is that of the target pair and the text is of the person: where they disagree, a model that follows the text is scored as wrong.',
    how: 'Read are published pole labels of two words or more and interests in a list after “likes” or “dislikes”, exact names only; paraphrases are not understood, so this is a lower bound. Negated phrases and dimensions of which both poles are named are left out. For needs and criteria the negative pole is indifference, not opposition, and “interaction depth” is inverted against its name. The share, with Wilson’s interval, is of the rows whose text names a dimension that is active in the direction.',
    population: 'rows whose text and direction name a common dimension',
    filter: null,
  },
  {
    key: 'llama-tokens',
    title: 'Control tokens of Llama 3',
    severity: 'fault',
    what: 'Some text of the row holds a control token of Llama 3, such as <|eot_id|>, or <pad>, which the published scoring script adds.',
    why: 'The published scripts tokenise user text with the prompt, so it becomes a real control token: it ends the turn inside the text and changes the score.',
    how: 'Searched are the post, both responses, demographics and all history items, for the exact spelling.',
    population: 'rows',
    filter: null,
  },
  {
    key: 'other-tokens',
    title: 'Control tokens of other models',
    severity: 'note',
    what: 'Some text of the row holds a control token of ChatML (Qwen), GPT or Mistral models, such as <|im_end|> or [INST].',
    why: 'It matters when one of those models is scored. <s> and </s> may also be HTML.',
    how: 'Searched are the post, both responses, demographics and all history items, for the exact spelling.',
    population: 'rows',
    filter: null,
  },
] as const satisfies readonly HealthDefinition[]

export type HealthKey = (typeof HEALTH_CHECKS)[number]['key']

/** The definition of a check. Throws `RangeError` for an unknown key. */
export function healthCheckOf(key: HealthKey): HealthDefinition {
  const check = HEALTH_CHECKS.find((candidate) => candidate.key === key)
  if (check) return check
  throw new RangeError(`There is no check ${key}`)
}
