import { type AnswersState, answersStateSchema } from '@/lib/core/answers'
import { LoadError } from '../load-error'

const POLL_MS = 500

type ReadyState = Extract<AnswersState, { state: 'ready' }>

/**
 * Has the server make its table of a source and waits until it is there; `onShare` is told how far it is, in [0, 1].
 * Throws `LoadError` (`source`, `network`) and the signal's reason.
 */
export async function openOnServer(
  id: string,
  onShare: (share: number, rows: number) => void,
  signal: AbortSignal,
): Promise<ReadyState> {
  for (;;) {
    const state = await fetchState(id, signal)
    if (state.state === 'ready') return state
    if (state.state === 'failed')
      throw new LoadError(
        'source',
        `The server cannot answer about ${id}: ${state.message} Answer in this tab instead.`,
      )
    if (state.state === 'making') onShare(state.share, state.rows)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    signal.throwIfAborted()
  }
}

async function fetchState(id: string, signal: AbortSignal): Promise<AnswersState> {
  let response: Response
  let body: unknown
  try {
    response = await fetch(`/api/v1/sources/${encodeURIComponent(id)}/answers`, { method: 'POST', signal })
    body = await response.json()
  } catch (cause) {
    signal.throwIfAborted()
    throw new LoadError('network', 'The server does not answer. Check that it runs, then try again.', undefined, {
      cause,
    })
  }
  const state = answersStateSchema.safeParse(body)
  if (response.ok && state.success) return state.data
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : 'no reason given'
  throw new LoadError('source', `The server cannot answer about ${id}: ${detail} Answer in this tab instead.`)
}
