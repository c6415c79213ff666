import { expect, test } from 'vitest'
import { hashExample } from '@/lib/core/content-hash'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { columnsOfExamples } from './columns-of-examples'
import { hashColumns, hashColumnsAside } from './hash-columns'
import { createBufferedHasher } from './hasher'

test('both ways of hashing columns give the hashes of the examples, long texts and empty parts included', async () => {
  const [first, ...others] = randomExamples(300, createRandom(5))
  if (!first) throw new Error('There are no examples')
  const examples = [{ ...first, prompt: 'é'.repeat(200_000) }, ...others]
  const hasher = await createBufferedHasher()
  const expected = examples.map((example) => hashExample(example, hasher))
  const columns = columnsOfExamples(examples)
  expect(hashColumns(columns, hasher)).toEqual(expected)
  expect(await hashColumnsAside(columns, crypto.subtle)).toEqual(expected)
})
