/** Most requests under way at once: what a browser opens to one server over HTTP/1.1. */
export const MOST_REQUESTS = 6

/** Lets so many works run at once; the others wait in the order they came. */
export interface RequestSlots {
  /** Throws the signal's reason when it aborts while waiting, and what the work throws. */
  readonly run: <Value>(work: () => Promise<Value>, signal: AbortSignal) => Promise<Value>
}

export function createRequestSlots(most = MOST_REQUESTS): RequestSlots {
  let free = most
  const waiting: (() => void)[] = []

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(signal.reason)
      }
      waiting.push(turn)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  return {
    async run(work, signal) {
      await enter(signal)
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
