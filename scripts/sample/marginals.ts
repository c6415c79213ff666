/**
 * How often each dimension is active in a typical row, and the share of the positive pole among those, in index order.
 * These are our own choice (no marginals are published): a few common dimensions, a long tail of rare interests, and
 * poles near balance, so that nothing can be guessed about a response without its reader.
 */
export const MARGINALS: readonly (readonly [active: number, positiveShare: number])[] = parse(`
  .30:.60 .28:.50 .22:.50 .22:.48 .34:.58 .36:.54 .34:.52
  .06:.70 .07:.70 .05:.70 .05:.45 .06:.60 .12:.55 .08:.60 .34:.49 .34:.50 .44:.47 .10:.60 .20:.50 .24:.55 .22:.72 .14:.70 .14:.70
  .14:.50 .06:.50 .16:.50 .16:.50 .18:.52 .12:.50 .14:.46 .14:.42 .26:.55 .16:.50 .10:.32 .10:.32 .28:.52 .11:.35 .24:.52 .13:.38 .22:.46
  .22:.50 .24:.52 .30:.52 .28:.52 .34:.53 .30:.50 .26:.50
  .10:.58 .13:.60 .13:.60 .07:.60 .12:.58 .08:.58 .07:.60 .08:.58 .04:.56 .06:.56 .07:.56 .10:.56 .06:.62 .06:.60 .11:.60 .12:.58 .04:.56 .05:.60
  .09:.58 .08:.56 .05:.60 .06:.58 .07:.56 .05:.58 .09:.58 .20:.52 .18:.50 .06:.60 .06:.60 .04:.58 .032:.56 .04:.58 .042:.58 .08:.60 .06:.58 .05:.60
  .03:.57 .04:.54 .045:.60 .032:.58 .07:.58 .03:.56 .05:.58`)

/**
 * How outspoken a row is: the factor on its latent scores, and how often it occurs. At 0 every dimension is neutral.
 */
export const OUTSPOKENNESS: readonly (readonly [factor: number, probability: number])[] = [
  [0, 0.007],
  [0.75, 0.12],
  [0.92, 0.233],
  [1.06, 0.34],
  [1.2, 0.23],
  [1.32, 0.07],
]

function parse(table: string): (readonly [number, number])[] {
  return table
    .trim()
    .split(/\s+/)
    .map((cell): readonly [number, number] => {
      const [active, share] = cell.split(':')
      return [Number(active), Number(share)]
    })
}
