import { afterEach, beforeEach, expect, vi } from 'vitest'

// For tests with a page (`@vitest-environment happy-dom`): each starts empty, and what is written as an error fails it.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react')
  // A second is too short on a busy machine; what is found earlier waits no longer.
  configure({ asyncUtilTimeout: 5000 })

  beforeEach(() => {
    vi.spyOn(console, 'error')
    // The files of one process share their page.
    document.body.replaceChildren()
    localStorage.clear()
    sessionStorage.clear()
  })

  afterEach(() => {
    cleanup()
    const written = [...vi.mocked(console.error).mock.calls]
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    expect(written).toEqual([])
  })
}
