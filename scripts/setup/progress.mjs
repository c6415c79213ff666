// What the terminal says: one line a step, with its time.

/** Something that the user can put right. The message says what, where and what to do; no stack is shown. */
export class SetupError extends Error {
  name = 'SetupError'
}

/** A time as in `0.3 s`. */
export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}

/** A step as one line with its time. */
export function sayDone(name, ms) {
  console.log(`${formatSeconds(ms).padStart(8)}  ${name}`)
}

/** Runs a step and says its time; `work` may answer a text that is added to the line. */
export async function step(name, work) {
  const start = performance.now()
  const result = await work()
  sayDone(typeof result === 'string' ? `${name}: ${result}` : name, performance.now() - start)
  return result
}
