/** Who answers, when a person says so: this tab or the server. `null` leaves it to the page. */
export type AnswersChoice = 'tab' | 'server' | null

/**
 * Why the server answers: it was chosen, the browser has no WebAssembly, the device or the tab is too small.
 * Why it does not although it was chosen: it has not these files.
 */
export type AnswersReason = 'chosen' | 'no-wasm' | 'small-device' | 'large' | 'not-here'

/** Who answers about the open data, and why, where that is not the usual. Sizes are in bytes. */
export interface Answering {
  readonly by: 'tab' | 'server'
  readonly choice: AnswersChoice
  readonly reason: AnswersReason | null
  /** Whether the server has the files, so that it can answer when asked to. */
  readonly canServer: boolean
  /** Whether the server searches inside texts although this tab answers. */
  readonly searchesTexts: boolean
  /** Length of the source's files. */
  readonly bytes: number
}

/** What this tab can do. */
export interface Capability {
  readonly hasWasm: boolean
  /** As the browser tells, rounded and capped at 8; `null` where it does not. */
  readonly memoryGb: number | null
}

interface AnsweredData {
  /** Whether the files lie on the server itself. */
  readonly isLocal: boolean
  readonly isPrepared: boolean
  readonly bytes: number
}

/** A tab's database may hold 1.5 GB: about 50,000 ordinary rows, whose shards are this long. */
const MOST_TAB_BYTES = 400 * 1024 * 1024

/** Devices with no more memory than this answer by themselves only what is smaller than `SMALL_BYTES`. */
const SMALL_MEMORY_GB = 2
const SMALL_BYTES = 4 * 1024 * 1024

export const ANSWERED_HERE: Answering = {
  by: 'tab',
  choice: null,
  reason: null,
  canServer: false,
  searchesTexts: false,
  bytes: 0,
}

/** Who is to answer about some data. Files that the server has not are always answered for by this tab. */
export function decideAnswers(choice: AnswersChoice, data: AnsweredData, capability: Capability): Answering {
  const { isLocal, isPrepared, bytes } = data
  const here = {
    ...ANSWERED_HERE,
    choice,
    canServer: isLocal,
    bytes,
    searchesTexts: isLocal && isPrepared && choice !== 'tab',
  }
  if (!isLocal) return { ...here, reason: choice === 'server' ? 'not-here' : null }
  const reason = reasonForServer(choice, data, capability)
  return reason === null ? here : { ...here, by: 'server', reason, searchesTexts: false }
}

function reasonForServer(
  choice: AnswersChoice,
  { isPrepared, bytes }: AnsweredData,
  { hasWasm, memoryGb }: Capability,
): AnswersReason | null {
  if (choice !== null) return choice === 'server' ? 'chosen' : null
  if (!hasWasm) return 'no-wasm'
  if (memoryGb !== null && memoryGb <= SMALL_MEMORY_GB && bytes > SMALL_BYTES) return 'small-device'
  return !isPrepared && bytes > MOST_TAB_BYTES ? 'large' : null
}

/** What this tab can do, as its browser tells. */
export function readCapability(): Capability {
  const memory: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : null
  return { hasWasm: typeof WebAssembly === 'object', memoryGb: typeof memory === 'number' ? memory : null }
}
