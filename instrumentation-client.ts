// Runs before the page is hydrated, which takes longer than fetching what answers the first questions.
if (location.pathname === '/explore')
  void import('@/components/dataset/open-early').then(
    ({ openEarly }) => openEarly(),
    // Then the page opens it once it is hydrated, and says what is wrong.
    () => undefined,
  )
