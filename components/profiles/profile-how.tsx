import { HowComputed } from '../charts/how-computed'

/** How the lanes are read, in words. */
export function ProfileHow() {
  return (
    <HowComputed>
      <p>
        Every item of the history counts 1 for a positive, 0 for a negative pole and 0.5 for neutral. A dimension is
        positive from the threshold on, negative from its mirror image down. Where none is, only the extreme ones are
        kept. Source: AlignX train/profile_utils.py get_profile.
      </p>
      <p>
        The published rule computes in float32: with five items a mean of 0.6 counts and one of 0.4 does not, and an
        all-neutral history becomes negative in all 90. The exact rule treats both poles alike and leaves such a history
        empty.
      </p>
      <p>
        Conflict: two lanes hold opposite poles. Split: none do, but items vote for both. Gap: the target pair,
        demographics or profile text hold a pole on which no chosen item votes, though some have a direction.
        Demographics hold published labels and tastes in so many words; other wording is not read.
      </p>
      <p>
        Survives: leave each item out in turn; in how many of these profiles does the pole stay. It needs two items.
      </p>
    </HowComputed>
  )
}
