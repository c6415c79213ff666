import { expect, test } from 'vitest'
import {
  DEFAULT_PROFILE_VIEW,
  formatProfileView,
  type ProfileView,
  parseProfileView,
  profileAddress,
} from './profile-view'

const HASH = '0123456789abcdef0123456789abcdef'

test('the default view is the empty address', () => {
  expect(formatProfileView(DEFAULT_PROFILE_VIEW)).toBe('')
  expect(parseProfileView(new URLSearchParams())).toEqual({ ...DEFAULT_PROFILE_VIEW, problems: [] })
  expect(profileAddress(HASH)).toBe(`/profiles/${HASH}`)
})

test('an address can be read by people and read back', () => {
  const view: ProfileView = {
    source: 'sample',
    answers: 'server',
    left: ['u2', 'p1'],
    rule: 'exact',
    percent: 51,
    order: 'strength',
    isAll: true,
    dimension: 'openness',
    other: HASH,
  }
  const query = formatProfileView(view)
  expect(query).toBe(
    `source=sample&answers=server&left=u2,p1&rule=exact&mean=51&sort=strength&all=1&dimension=openness&with=${HASH}`,
  )
  expect(parseProfileView(new URLSearchParams(query))).toEqual({ ...view, problems: [] })
})

test('what cannot be read is named and has its default', () => {
  const view = parseProfileView(new URLSearchParams('left=x1&rule=other&mean=50&dimension=tea&with=me'))
  expect(view).toMatchObject({ left: [], rule: 'published', percent: 60, dimension: null, other: null })
  expect(view.problems.map(({ param }) => param)).toEqual(['left', 'rule', 'mean', 'dimension', 'with'])
})
