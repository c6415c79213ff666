interface Definition {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly formula?: string
  readonly source: string
}

export const DEFINITIONS: readonly Definition[] = [
  {
    id: 'accuracy',
    name: 'Alignment accuracy',
    text: 'The share of pairs whose chosen response gains more log-probability over the reference than the rejected one does. The comparison is strict, so a tie counts as wrong, as in the published script. Rows are joined on idx; what is missing on either side is counted and shown as coverage, not dropped in silence.',
    formula:
      'margin = [log π(chosen) − log ref(chosen)] − [log π(rejected) − log ref(rejected)]; accuracy = share with margin > 0',
    source: 'AlignX eval/acc.py; its factor β = 0.1 scales both sides alike and is left out.',
  },
  {
    id: 'ties',
    name: 'Ties',
    text: 'Pairs whose margin is at most 0.000001 in size. Floating-point noise alone can turn such a pair either way: with identical policy and reference, the bare comparison gave 48.5 % and 70.2 % on two benchmark files instead of no signal. Ties are counted, shown, and wrong.',
    source: 'measured on the P-Soups benchmark files',
  },
  {
    id: 'intervals',
    name: 'Intervals',
    text: 'Two 95 % intervals. Wilson treats every row as independent. The clustered one redraws whole prompts 2,000 times with the seed of the run, because benchmark files repeat prompts; it is the one to quote when prompts repeat. With fewer than two prompts there is none.',
    source: 'Wilson 1927; percentile bootstrap over prompts',
  },
  {
    id: 'baselines',
    name: 'Length baselines',
    text: 'What a rule that reads nothing but lengths would get: "the longer response wins", and "longer or shorter, whichever this person chose more often in their own pairs". An accuracy at or below them shows no more than a taste for length.',
    source: 'computed on the rows of the run',
  },
  {
    id: 'control',
    name: 'Shuffled-persona control',
    text: 'The same responses scored with the persona of another row. A method that uses the persona drops towards 50 % here. The difference between the run and its control is the effect of the person.',
    source: 'seeded derangement of the rows of the run',
  },
  {
    id: 'built-in',
    name: 'The built-in scorer',
    text: 'A statistical language model (n-gram with 19 style classes). It learns how responses in these rows are usually written, then shifts the odds of style elements toward what this person chose and away from what they rejected. Its numbers are true log-probabilities. It demonstrates the pipeline; it is not AlignXpert. Expect chance on content preferences.',
    source: 'docs/scorer.md',
  },
  {
    id: 'profiles',
    name: 'Inferred profiles',
    text: 'The published rule averages the directions of the history in 32-bit floats, takes means of 0.6 and more as positive and 0.4 and less as negative, and keeps its quirks: an all-neutral history sets all 90 dimensions negative. The exact rule does the same without them, and leaves such a profile empty.',
    source: 'AlignX train/profile_utils.py, get_profile',
  },
  {
    id: 'vectors',
    name: 'Shares, relations and comparisons of vectors',
    text: 'Shares are of the rows that have a direction, with Wilson intervals. Relations come from exact counts of rows that hold each two poles: Pearson of the signs, lift against independence, co-occurrence. Two subsets are compared by Newcombe’s interval of a difference and a z or Fisher test, corrected by Holm and by Benjamini and Hochberg over all tests; rows in both are left out, and dimensions that a subset was chosen by are not tested.',
    formula:
      'r = (n·Σxy − Σx·Σy) / √((n·Σx² − (Σx)²)(n·Σy² − (Σy)²)), x, y ∈ {−1, 0, +1}; lift = n·n(A and B) / (n(A)·n(B))',
    source: 'Newcombe 1998; Holm 1979; Benjamini and Hochberg 1995; docs/vectors.md',
  },
  {
    id: 'neighbours',
    name: 'Neighbours',
    text: 'Dimensions in which two directions hold the same pole, less those in which they hold opposite ones; neutral on either side counts nothing. Weights multiply both. Opposite twins rank by conflict less agreement. The search reads every row: nothing is approximated.',
    formula: 'score = Σ w·[same pole] − Σ w·[opposite poles]',
    source: 'computed on the loaded rows',
  },
  {
    id: 'map',
    name: 'The map of directions',
    text: 'Every loaded row with a direction, placed on two principal components of the signs of the 90 dimensions. The share of the variance that the two show is named: it is small, so rows far apart differ, while rows close together may differ in what is not shown. Rows with the same place are moved aside a little at random, by a fixed seed.',
    formula: 'place = Σ (sign − mean sign)·loading; loadings are eigenvectors of the covariance of the signs',
    source: 'Pearson 1901; docs/vectors.md, docs/decisions/map-projection.md',
  },
  {
    id: 'agreement',
    name: 'Agreement of annotators',
    text: 'Same answer is the mean over items of the share of equal pairs. Cohen’s kappa is of exactly two people, Fleiss’ of items with as many answers each; Krippendorff’s alpha takes gaps, and counts larger differences more where answers have an order. Not sure is no answer, an unmarked dimension is neutral. Training items and decisions are left out. Intervals redraw items.',
    formula: 'κ, α = 1 − observed / expected disagreement; 1 is full agreement, 0 chance',
    source: 'Cohen 1960; Fleiss 1971; Krippendorff 2011; docs/annotation-for-leads.md',
  },
]

export const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['⌘ K', 'Ctrl K'], does: 'go to a page or to the rows with one preference' },
  { keys: ['/'], does: 'search the texts' },
  { keys: ['j', 'k', '↓', '↑'], does: 'next and previous row in the table' },
  { keys: ['Enter'], does: 'open the row' },
  { keys: ['[', ']'], does: 'previous and next row while one is open' },
  { keys: ['Esc'], does: 'close the row' },
  { keys: ['Alt ←', 'Alt →'], does: 'undo and redo a change of the view' },
  { keys: ['+', '−', '0'], does: 'in the equaliser: require a pole, clear the dimension' },
  {
    keys: ['↑', '↓', '←', '→', '+', '−', '0'],
    does: 'on the map: pan, zoom, see all; Enter opens the row in the middle',
  },
  { keys: ['j', 'k', 'Ctrl Enter'], does: 'in disagreements: next and previous item, decide and go on' },
  { keys: ['↑', '↓', '←', '→'], does: 'in the heat map: walk over the cells, Enter keeps the rows of one' },
]

export const TRAPS: readonly string[] = [
  'A row’s direction is that of its target pair, not an average over the person.',
  'Neutral means no evidence. The negative pole of a need is indifference, of an interest dislike.',
  '“Interaction depth” is inverted: its positive pole is superficial interaction.',
  'Long histories are cut from the left at 7,679 tokens, so the instruction and the post go first.',
  'The authors say that all persona signals were synthesised; nothing here describes a known real person.',
]
