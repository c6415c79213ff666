// Runs before the page is hydrated, which takes longer than fetching what answers the first questions.
if (location.pathname === '/explore')
  // The second module is what the first one waits for: neither is asked for after the other.
  void Promise.all([import('@/components/dataset/open-early'), import('@/lib/dataset/open-dataset')]).then(
    ([{ openEarly }]) => openEarly(),
    // Then the page opens it once it is hydrated, and says what is wrong.
    () => undefined,
  )
