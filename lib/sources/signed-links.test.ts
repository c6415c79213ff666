import { expect, test } from 'vitest'
import { createSignedLinks } from './signed-links'

test('keeps links by source, and lets the oldest go', () => {
  const links = createSignedLinks(2)
  const [one, two, three] = ['https://a.example/1', 'https://a.example/2', 'https://a.example/3'].map(
    (text) => new URL(text),
  )
  if (one === undefined || two === undefined || three === undefined) throw new Error('three addresses')
  links.keep('s', one, three)
  expect(links.find('s', one)).toBe(three)
  expect(links.find('other', one)).toBeNull()
  links.keep('s', two, three)
  links.keep('s', one, two)
  links.keep('s', three, one)
  expect([links.find('s', one), links.find('s', two), links.find('s', three)]).toEqual([two, null, one])
  links.drop('s', one)
  expect(links.find('s', one)).toBeNull()
})
