/** What the statistics of agreement are, and where they come from. */
export function AgreementHow({ seed }: { seed: number }) {
  return (
    <>
      <p>
        <strong>Same answer</strong>: the mean over items of the share of equal pairs of answers; not corrected for
        chance (Fleiss 1971, equation 3). <strong>Cohen κ</strong> needs exactly two people (Cohen 1960).{' '}
        <strong>Fleiss κ</strong> needs the same number n of answers for each item (Fleiss 1971).{' '}
        <strong>Krippendorff α</strong> takes any number of people and gaps (Krippendorff 2011); ordinal where the
        answers have an order: − neutral +, rejected tie chosen, and scales of your own.
      </p>
      <p>
        κ and α are 1 for full agreement and 0 at chance; below 0 people agree less than by chance. <em>Not sure</em> is
        no answer. A direction question compares every dimension, unmarked ones as neutral. As a whole, a question of
        many parts takes each part of an item as a unit.
      </p>
      <p>
        Intervals hold 95 % of statistics of items drawn anew with replacement, seed {seed} (Davison and Hinkley 1997,
        5.3.1). Training items are left out, decisions of an adjudicator too.
      </p>
      <p>
        <strong>Disagreement with the dataset</strong>: for verify and direction the share of judgements against the
        given value of a dimension, for a pair the share that takes the rejected response.
      </p>
    </>
  )
}
