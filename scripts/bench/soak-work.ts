/** What the soak did in the page. */
interface SoakReport {
  /** Milliseconds of each round. */
  readonly roundsMs: number[]
  fault: string | null
}

/**
 * Works in Explore and Vectors as a person would who never stops to read: three poles one after the other, a far place of
 * the table, now and then another page, and at the end of a round no filter. It runs inside the page.
 * Returns at once; the report is `soak` of the window.
 */
export function startSoakWork({ lengthMs, seed }: { readonly lengthMs: number; readonly seed: number }): void {
  const report: SoakReport = { roundsMs: [], fault: null }
  Object.assign(window, { soak: report })
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const find = async (selector: string, isIt: (text: string) => boolean): Promise<HTMLElement> => {
    for (let tries = 0; tries < 1200; tries++) {
      for (const element of document.querySelectorAll<HTMLElement>(selector))
        if (isIt(element.textContent ?? '')) return element
      await pause(100)
    }
    throw new Error(`Nothing becomes ${selector}`)
  }
  const settle = async () => {
    await pause(300)
    await find('p[aria-live]', (text) => /^[\d,]+ of [\d,]+ rows$/.test(text))
  }
  const goTo = async (name: string) => {
    ;(await find('nav[aria-label="Main"] a', (text) => text === name)).click()
    await settle()
  }
  const round = async () => {
    for (let time = 0; time < 3; time++) {
      const poles = document.querySelectorAll<HTMLElement>('fieldset[aria-label="Poles"] button')
      poles[Math.floor(random() * poles.length)]?.click()
      await settle()
    }
    const grid = document.querySelector('[role="grid"][aria-label="Rows"]')
    if (grid) grid.scrollTop = grid.scrollHeight * random()
    await settle()
    if (random() < 0.2) {
      await goTo('Vectors')
      const tab = random() < 0.5 ? 'Relations' : 'Distribution'
      ;(await find('[role="tab"]', (text) => text === tab)).click()
      await settle()
    }
    await goTo('Explore')
  }
  const work = async () => {
    for (const start = performance.now(); performance.now() - start < lengthMs; ) {
      const began = performance.now()
      await round()
      report.roundsMs.push(performance.now() - began)
    }
  }
  work().catch((error: unknown) => {
    report.fault = String(error)
  })
}
