/** How often a random or violent test goes round: few times in `npm test`, many with `ALIGNX_TESTS=thorough npm test`. */
export function rounds(few: number, many: number): number {
  return process.env.ALIGNX_TESTS === 'thorough' ? many : few
}
