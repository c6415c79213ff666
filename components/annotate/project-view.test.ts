import { expect, test } from 'vitest'
import { formatProjectView, type ProjectView, parseProjectView } from './project-view'

const none = new URLSearchParams()

test('an address is read back as it was written', () => {
  const views: ProjectView[] = [
    { tab: 'progress', item: null, state: 'open', pair: null },
    { tab: 'disagreements', item: 'a-_1', state: 'decided', pair: null },
    { tab: 'agreement', item: null, state: 'open', pair: ['a', 'b'] },
  ]
  for (const view of views) expect(parseProjectView(new URLSearchParams(formatProjectView(view, none)))).toEqual(view)
  expect(formatProjectView(parseProjectView(none), none)).toBe('')
})

test('an item is left behind with its tab, the rows to add are not', () => {
  const kept = new URLSearchParams('tab=disagreements&item=a&f=1:openness.positive&source=sample')
  const view = { ...parseProjectView(kept), tab: 'queues' as const }
  expect(formatProjectView(view, kept)).toBe('tab=queues&f=1%3Aopenness.positive&source=sample')
})

test.each(['tab=nothing', 'item=a%20b', 'state=x', 'pair=a', 'pair=a,a', 'pair=a,b,c', 'pair=,'])(
  'what cannot be read of %s is left out',
  (query) => {
    expect(parseProjectView(new URLSearchParams(query))).toEqual(parseProjectView(none))
  },
)
