'use client'
import { setNonce } from 'get-nonce'

/** Gives overlays, which add a style sheet while they are open, the nonce that the page's security policy asks for. */
export function StyleNonce({ nonce }: { nonce: string }) {
  setNonce(nonce)
  return null
}
