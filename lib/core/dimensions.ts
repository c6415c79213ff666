/**
 * The five groups of the taxonomy, in the order of its figure.
 * Source: AlignX-Family figures/data_alignx.pdf; membership is exact.
 */
export const GROUPS = [
  { key: 'demographics-traits', name: 'Demographics & Dispositional Traits' },
  { key: 'psychological-needs', name: 'Core Psychological Needs' },
  { key: 'work-life', name: 'Work & Life Style' },
  { key: 'content-quality', name: 'Content Quality & Response Evaluation Criteria' },
  { key: 'interests', name: 'Interests' },
] as const

export type GroupKey = (typeof GROUPS)[number]['key']

/** Number of preference dimensions: the length of every direction. */
export const DIMENSION_COUNT = 90

/**
 * One preference dimension.
 * `positive` and `negative` are the published pole labels (value 1 and value 0); `name` is the full published name.
 * The negative pole of a need or a criterion is indifference, of an interest dislike; neutral (0.5) is no evidence.
 * Source: AlignX train/profile_utils.py (labels, order), AlignXplore data_process/process.py (names).
 */
export interface Dimension {
  /** Position in a direction, 0 to 89. */
  readonly index: number
  /** Stable name for URLs and SQL. */
  readonly key: string
  readonly group: GroupKey
  /** Short name for people. */
  readonly label: string
  readonly positive: string
  readonly negative: string
  readonly name: string
  readonly theory: Theory
  /** Place inside its group in the taxonomy figure. */
  readonly figureOrder: number
  /** A warning where the direction of the scale surprises. */
  readonly polarityNote: string | null
}

export type Theory = 'demographics' | 'big-five' | 'maslow' | 'murray' | 'llm-alignment' | 'interest-tags'

type Row = readonly [
  key: string,
  group: GroupKey,
  theory: Theory,
  figureOrder: number,
  label: string,
  positive: string,
  negative: string,
  name: string,
  polarityNote?: string,
]

// Of these the names follow one pattern each; the order is that of the index and of the figure.
const BIG_FIVE = ['Neuroticism', 'Extraversion', 'Openness', 'Agreeableness', 'Conscientiousness']
const FIRST_TRAIT = 2

function toTrait(trait: string, place: number): Row {
  return [
    trait.toLowerCase(),
    'demographics-traits',
    'big-five',
    FIRST_TRAIT + place,
    trait,
    `High ${trait}`,
    `Low ${trait}`,
    `Degree of ${trait} in the Big Five personality traits`,
  ]
}

const CRITERIA = [
  'harmlessness',
  'instruction-following',
  'honesty',
  'truthfulness',
  'helpfulness',
  'coherence',
  'complexity',
]
const FIRST_CRITERION = 40

function toCriterion(criterion: string, place: number): Row {
  return [
    criterion,
    'content-quality',
    'llm-alignment',
    FIRST_CRITERION + place,
    toLabel(criterion.replace('-', ' ')),
    `Concerned about ${criterion}`,
    `Indifferent about ${criterion}`,
    `Degree of concern for the ${criterion} of the statement`,
  ]
}

const INTERESTS = [
  'science',
  'knowledge',
  'psychology',
  'cinema',
  'entertainment',
  'gaming',
  'parenting',
  'wild imagination',
  'anime',
  'sports',
  'law',
  'workplace',
  'pets',
  'travel',
  'health',
  'stories',
  'cars',
  'gourmet food',
  'education',
  'current events',
  'home decor',
  'international',
  'finance',
  'campus life',
  'digital technology',
  'emotions',
  'humor',
  'music',
  'reading',
  'painting',
  'dance',
  'crafts',
  'photography',
  'culture',
  'fitness',
  'art',
  'stationery and planners',
  'celebrities',
  'outdoors',
  'camping',
  'social sciences',
  'weddings',
  'fashion',
]
const FIRST_INTEREST = 47

function toInterest(name: string, place: number): Row {
  return [
    `interest-${name.replaceAll(' ', '-')}`,
    'interests',
    'interest-tags',
    FIRST_INTEREST + place,
    toLabel(name),
    `Likes ${name}`,
    `Dislikes ${name}`,
    name,
  ]
}

function toLabel(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

// biome-ignore format: one line a dimension, as in the published table.
const ROWS: readonly Row[] = [
  ['age-group', 'demographics-traits', 'demographics', 0, 'Age', 'Young', 'Older', 'Age group', 'value 1 = Young'],
  ['gender', 'demographics-traits', 'demographics', 1, 'Gender', 'Female', 'Male', 'Gender', 'value 1 = Female'],
  ...BIG_FIVE.map(toTrait),
  ['food', 'work-life', 'maslow', 37, 'Food', 'Likes a certain food', 'Dislikes a certain food', 'Preference for a certain food'],
  ['living-environment', 'work-life', 'maslow', 32, 'Living environment', 'Likes a certain living environment', 'Dislikes a certain living environment', 'Preference for a certain living environment'],
  ['sleep', 'work-life', 'maslow', 33, 'Sleep', 'Likes sleep', 'Dislikes sleep', 'Sleep preference'],
  ['investment', 'work-life', 'maslow', 38, 'Investment style', 'Aggressive investment', 'Conservative investment', 'Investment preference', 'value 1 = aggressive investing'],
  ['saving', 'work-life', 'maslow', 39, 'Saving', 'Good at saving', 'Bad at saving', 'Saving preference'],
  ['physical-safety', 'psychological-needs', 'maslow', 11, 'Physical safety', 'Concerned about physical safety', 'Not concerned about physical safety', 'Importance placed on physical safety'],
  ['environmental-safety', 'psychological-needs', 'maslow', 12, 'Environmental safety', 'Concerned about environmental safety', 'Not concerned about environmental safety', 'Importance placed on environmental safety'],
  ['interaction-depth', 'work-life', 'maslow', 28, 'Interaction depth', 'Prefers superficial interaction (casual, stress-free chat)', 'Prefers deep interaction (discussing interests, emotional topics, etc.)', 'Preference for the depth of interaction', 'INVERTED vs its name: value 1 = superficial interaction, 0 = deep'],
  ['conflict-handling', 'work-life', 'maslow', 30, 'Conflict handling', 'Prefers direct communication to handle conflict', 'Prefers avoidance, mediation, compromise to handle conflict', 'Approach to handling conflict', 'value 1 = direct, 0 = avoidance/mediation/compromise'],
  ['communication-style', 'work-life', 'maslow', 29, 'Communication style', 'Concise communication style', 'Detailed communication style', 'Communication style in social settings: more concise or detailed', 'value 1 = concise, 0 = detailed'],
  ['work-environment', 'work-life', 'maslow', 31, 'Work environment', 'Strong need for a certain work environment', 'Indifferent to work environment needs', 'Need for a certain work environment'],
  ['recognition', 'psychological-needs', 'maslow', 21, 'Recognition', 'Strong need for recognition from others', 'Indifferent to recognition from others', 'Need for recognition from others'],
  ['personal-achievement', 'psychological-needs', 'maslow', 20, 'Achievement', 'Strong need for personal achievement', 'Indifferent to personal achievement', 'Need for personal achievement'],
  ['knowledge-area', 'work-life', 'maslow', 34, 'Knowledge area', 'Likes a certain area of knowledge', 'Dislikes a certain area of knowledge', 'Preference for a certain knowledge area'],
  ['learning-style', 'work-life', 'maslow', 35, 'Learning style', 'Likes a certain learning style', 'Dislikes a certain learning style', 'Preference for a certain learning style'],
  ['creative-expression', 'work-life', 'maslow', 36, 'Creative expression', 'Likes a certain form of creative expression (e.g., art, writing, music)', 'Dislikes a certain form of creative expression (e.g., art, writing, music)', 'Preference for a certain form of creative expression (such as art, writing, music)'],
  ['need-order', 'psychological-needs', 'murray', 7, 'Order', 'Strong need for Order (neatness, organization, avoiding chaos)', 'Indifferent to orderliness', 'Need for Order (neatness, organization, avoiding chaos)'],
  ['need-retention', 'psychological-needs', 'murray', 8, 'Retention', 'Strong need for Retention (holding onto objects, unwilling to lose or change)', 'Indifferent to retention (unconcerned about keeping objects)', 'Need for Retention (to keep possession over an object, unwilling to lose or change)'],
  ['need-inviolacy', 'psychological-needs', 'murray', 9, 'Inviolacy', 'Strong need for Inviolacy (maintaining dignity and reputation)', 'Indifferent to inviolacy (unconcerned with dignity or reputation)', 'Need for Inviolacy (maintaining dignity and reputation, unviolated or undamaged)'],
  ['need-infavoidance', 'psychological-needs', 'murray', 10, 'Infavoidance', 'Strong need for Infavoidance (avoiding failure and embarrassment)', 'Indifferent to Infavoidance (unconcerned with failure or embarrassment)', 'Need for Infavoidance (avoiding failure and embarrassment)'],
  ['need-counteraction', 'psychological-needs', 'murray', 13, 'Counteraction', 'Strong need for Counteraction (overcoming failure and obstacles)', 'Indifferent to Counteraction (unconcerned with failure)', 'Need for Counteraction (attempting to compensate for failure by trying again, with a desire to overcome obstacles and seek pride)'],
  ['need-seclusion', 'psychological-needs', 'murray', 26, 'Seclusion', 'Strong need for Seclusion (desire for isolation from others)', 'Indifferent to Seclusion (does not care about isolation)', 'Need for Seclusion (desire for isolation from others, maintaining privacy)'],
  ['need-dominance', 'psychological-needs', 'murray', 14, 'Dominance', 'Strong need for Dominance (controlling others through command or persuasion)', 'Indifferent to Dominance (does not care about control)', 'Need for Dominance (controlling the environment or others through command or persuasion)'],
  ['need-deference', 'psychological-needs', 'murray', 15, 'Deference', 'Strong need for Deference (following authority or rules)', 'Indifferent to Deference (does not care about authority)', 'Need for Deference (worship or obedience to others, following authority, admiration, or rules)'],
  ['need-autonomy', 'psychological-needs', 'murray', 18, 'Autonomy', 'Strong need for Autonomy (pursuing independence and self-reliance)', 'Indifferent to Autonomy (does not care about independence)', 'Need for Autonomy (resisting influence from others, pursuing independence and self-reliance)'],
  ['need-contrariance', 'psychological-needs', 'murray', 19, 'Contrariance', 'Strong need for Contrariance (pursuing uniqueness, opposing the norm)', 'Indifferent to Contrariance (does not seek uniqueness)', 'Need for Contrariance (pursuing uniqueness, being different, or opposing the norm)'],
  ['need-abasement', 'psychological-needs', 'murray', 16, 'Abasement', 'Strong need for Abasement (accepting blame, enjoying pain or misfortune)', 'Indifferent to Abasement (does not accept blame or enjoy misfortune)', 'Need for Abasement (submittance and obedience to others, accepting blame and punishment, even enjoying pain or misfortune to some extent)'],
  ['need-aggression', 'psychological-needs', 'murray', 17, 'Aggression', 'Strong need for Aggression (controlling others through forceful means)', 'Indifferent to Aggression (does not engage in aggression)', 'Need for Aggression (controlling, punishing, or harming others through forceful means)'],
  ['need-affiliation', 'psychological-needs', 'murray', 22, 'Affiliation', 'Strong need for Affiliation (desiring close relationships)', 'Indifferent to Affiliation (does not care about close relationships)', 'Need for Affiliation (desire for close, loyal relationships, pleasing others, winning friendships and attention)'],
  ['need-rejection', 'psychological-needs', 'murray', 27, 'Rejection', 'Strong need for Rejection (isolating oneself from negatively evaluated people)', 'Indifferent to Rejection (does not care about social exclusion)', 'Need for Rejection (isolating, excluding, or discarding oneself from negatively evaluated objects or people)'],
  ['need-nurturance', 'psychological-needs', 'murray', 23, 'Nurturance', 'Strong need for Nurturance (caring for others, protecting them from danger)', 'Indifferent to Nurturance (does not care about nurturing others)', 'Need for Nurturance (assisting the weak, caring for others, protecting them from danger)'],
  ['need-succorance', 'psychological-needs', 'murray', 24, 'Succorance', 'Strong need for Succorance (desiring help, love, and comfort from others)', 'Indifferent to Succorance (does not rely on others for comfort)', "Need for Succorance (desire to have one's own needs met by others, including being loved, cared for, helped, forgiven, and comforted)"],
  ['need-play', 'psychological-needs', 'murray', 25, 'Play', 'Strong need for Play (enjoying fun, relaxation, and laughter)', 'Indifferent to Play (does not prioritize fun or relaxation)', 'Need for Play (enjoying fun, relaxation, laughter)'],
  ...CRITERIA.map(toCriterion),
  ...INTERESTS.map(toInterest),
]

/** The 90 dimensions in index order: `DIMENSIONS[i].index === i`. */
export const DIMENSIONS: readonly Dimension[] = ROWS.map(
  ([key, group, theory, figureOrder, label, positive, negative, name, polarityNote], index) => ({
    index,
    key,
    group,
    label,
    positive,
    negative,
    name,
    theory,
    figureOrder,
    polarityNote: polarityNote ?? null,
  }),
)

const BY_KEY = new Map(DIMENSIONS.map((dimension) => [dimension.key, dimension]))

/** The dimension of that key, or `null`. */
export function findDimension(key: string): Dimension | null {
  return BY_KEY.get(key) ?? null
}

/** The dimension at `index` (0 to 89). Throws `RangeError` elsewhere. */
export function dimensionAt(index: number): Dimension {
  const dimension = DIMENSIONS[index]
  if (!dimension) throw new RangeError(`There is no dimension ${index}: directions have ${DIMENSION_COUNT}`)
  return dimension
}

/** The dimensions of a group, in index order. */
export function dimensionsOf(group: GroupKey): readonly Dimension[] {
  return DIMENSIONS.filter((dimension) => dimension.group === group)
}
