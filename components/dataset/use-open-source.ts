'use client'
import { useEffect } from 'react'
import { OWN_FILES, type View } from '@/lib/core/view'
import { dataset } from '@/lib/dataset'

/** Opens a source of the server where one is wanted, for pages that take rows from what is open in Explore. */
export function useOpenSource(wanted: string | null, answers: View['answers']) {
  useEffect(() => {
    if (wanted !== null && wanted !== OWN_FILES) void dataset.openServerSource(wanted, answers)
  }, [wanted, answers])
}
