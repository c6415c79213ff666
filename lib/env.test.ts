import { expect, test } from 'vitest'
import { EnvError, env } from './env'

test('reads what is set, and has a value or null for the rest', () => {
  const address = 'postgresql://postgres@localhost/postgres?host=%2Ftmp%2Fpg'
  expect(env({ DATABASE_URL: address, ALIGNX_PORT: '3000', ALIGNX_DATA_DIR: '', ALIGNX_STATE_DIR: '' })).toEqual({
    DATABASE_URL: address,
    ALIGNX_PORT: 3000,
    ALIGNX_STATE_DIR: '.data',
    ALIGNX_DATA_DIR: null,
    ALIGNX_HUB_URL: 'https://huggingface.co',
    ALIGNX_HUB_TOKEN: null,
    ALIGNX_ANSWERS: 'on',
  })
})

test.each([
  ['ALIGNX_PORT', 'many'],
  ['ALIGNX_PORT', '70000'],
  ['ALIGNX_HUB_URL', 'file:///secret'],
  ['DATABASE_URL', 'mysql://secret@localhost/x'],
  ['DATABASE_URL', 'secret'],
  ['ALIGNX_ANSWERS', 'perhaps'],
])('names %s and not its value %s', (name, value) => {
  expect(() => env({ [name]: value })).toThrow(EnvError)
  expect(() => env({ [name]: value })).toThrow(new RegExp(`${name}(?!.*${value})`))
})
