'use client'
import { setNonce } from 'get-nonce'
import { useState } from 'react'

/**
 * Gives overlays, which add a style sheet while they are open, the nonce that the document's security policy asks for.
 * Later answers of the server carry nonces of their own, which are not the document's.
 */
export function StyleNonce({ nonce }: { nonce: string }) {
  useState(() => setNonce(nonce))
  return null
}
