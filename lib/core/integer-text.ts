import { z } from 'zod'

/** A whole number in a query string, from `min` to `max`, both included. */
export function integerText(min: number, max: number) {
  return z
    .string()
    .regex(/^-?\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`)
}
