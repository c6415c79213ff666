import { expect, test } from 'vitest'
import { formatHubReference, parseHubReference } from './hub-reference'

test.each([
  ['hf://datasets/JinaLeejnl/AlignX', { revision: 'main', path: null }],
  [' hf://datasets/JinaLeejnl/AlignX/ ', { revision: 'main', path: null }],
  ['hf://datasets/JinaLeejnl/AlignX@v1.0', { revision: 'v1.0', path: null }],
  [
    'hf://datasets/JinaLeejnl/AlignX@refs%2Fconvert%2Fparquet/default',
    { revision: 'refs/convert/parquet', path: 'default' },
  ],
  ['hf://datasets/JinaLeejnl/AlignX/a b/c#d.json', { revision: 'main', path: 'a b/c#d.json' }],
])('%s', (text, expected) => {
  const ref = parseHubReference(text)
  expect(ref).toEqual({ owner: 'JinaLeejnl', name: 'AlignX', ...expected })
  expect(parseHubReference(formatHubReference(ref))).toEqual(ref)
})

test('names the fault', () => {
  expect(() => parseHubReference('hf://datasets/a/b@x y')).toThrow('"x y" is no revision')
  expect(() => parseHubReference('hf://datasets/a/b/../c')).toThrow('"../c" is no plain path')
})
