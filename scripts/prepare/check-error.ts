/** A prepared dataset does not say what it should; the message says where. */
export class CheckError extends Error {
  override name = 'CheckError'
}
