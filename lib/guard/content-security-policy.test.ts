import { expect, test } from 'vitest'
import { pagePolicy } from './content-security-policy'

function readDirectives(policy: string): Map<string, string> {
  const pairs = policy.split('; ').map((directive) => directive.split(/ (.*)/s, 2))
  return new Map(pairs.map(([name = '', value = '']) => [name, value]))
}

test('scripts need the nonce of the request', () => {
  const directives = readDirectives(pagePolicy('abc', false))
  expect(directives.get('script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'")
  expect(directives.get('style-src')).toBe("'self' 'nonce-abc'")
  expect(directives.get('frame-ancestors')).toBe("'none'")
})

test('eval is for development alone', () => {
  expect(pagePolicy('abc', true)).toContain("'unsafe-eval'")
  expect(pagePolicy('abc', false).replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe-eval')
})
