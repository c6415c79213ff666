/** How neighbours are found and what the strips show. */
export function NeighboursHow() {
  return (
    <>
      <p>
        Score = dimensions in which a row holds the same pole as the target, less dimensions in which it holds the
        opposite pole. Dimensions in which either is neutral count nothing: neutral is no evidence. With weights, each
        dimension counts its weight instead of 1. Ties: fewer conflicts first, then the order of loading. Opposite twins
        rank by conflicts less agreements; ties: fewer agreements first. The search is exact, over every row under the
        filter that has a direction.
      </p>
      <p>
        Strips: full colour agrees; an ink bar crossed at the middle conflicts; an outline is held by the target and
        neutral in the row; a faint bar is held by the row alone. Upward is the positive pole.
      </p>
    </>
  )
}
