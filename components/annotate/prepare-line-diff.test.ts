import { expect, test } from 'vitest'
import { prepareLineDiff } from './prepare-line-diff'

test('lines are kept, added and removed', () => {
  expect(prepareLineDiff('# Rules\nRead one.\nEnd\n', '# Rules\nRead both.\nEnd\n')).toEqual([
    { place: 0, kind: 'same', text: '# Rules' },
    { place: 1, kind: 'removed', text: 'Read one.' },
    { place: 2, kind: 'added', text: 'Read both.' },
    { place: 3, kind: 'same', text: 'End' },
  ])
})

test('equal texts have no change', () => {
  expect(prepareLineDiff('a\nb', 'a\nb')).toEqual([{ place: 0, kind: 'same', text: 'a\nb' }])
})
