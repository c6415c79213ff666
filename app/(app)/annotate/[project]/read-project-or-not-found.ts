import 'server-only'
import { notFound } from 'next/navigation'
import { readProject, StoreError } from '@/lib/store'

/** The project of a page; the page of what is not there when there is none. */
export async function readProjectOrNotFound(id: string) {
  try {
    return await readProject(id)
  } catch (error) {
    if (error instanceof StoreError && error.facts.status === 404) notFound()
    throw error
  }
}
