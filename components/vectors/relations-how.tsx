/** How the figures of the heat map are computed. */
export function RelationsHow() {
  return (
    <>
      <p>
        Pearson’s r is of the signs +1, 0 and −1 of two dimensions over the rows that have a direction, from the exact
        counts of the rows that hold each two poles. Its interval is Fisher’s transformation at 95 %, an approximation
        for values that are signs. It is undefined where a dimension has one value in all rows: a filter that requires a
        pole makes it so.
      </p>
      <p>
        Lift is the share of rows that hold both poles over the product of the shares that hold each: 1 where they are
        independent. Its interval is that of its logarithm by the delta method; there is none where no row holds both.
        Colours follow the logarithm to base 2. Co-occurrence is the share of rows that hold both poles.
      </p>
      <p>
        Clustering is average linkage on 1 − |r| of these rows, so that dimensions that go together, either way, stand
        side by side. Intervals are each for their own pair: of 4,005 pairs without any relation about 200 would lie
        outside theirs.
      </p>
    </>
  )
}
