import { describe, expect, test } from 'vitest'
import { checkRequest, type GuardedRequest, MAX_BODY_BYTES } from './check-request'

const READ: GuardedRequest = {
  method: 'GET',
  path: '/explore',
  host: 'localhost:3000',
  origin: null,
  fetchSite: null,
  fetchMode: null,
  contentLength: null,
  transferEncoding: null,
}
const WRITE: GuardedRequest = { ...READ, method: 'POST', contentLength: '2' }
const OWN = { origin: 'http://localhost:3000', fetchSite: 'same-origin' } as const

function codeOf(request: GuardedRequest, port: number | null = 3000): string | null {
  return checkRequest(request, port)?.code ?? null
}

describe('the host', () => {
  test.each(['localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])('%s is this app', (host) => {
    expect(codeOf({ ...READ, host })).toBeNull()
  })

  test.each([
    null,
    '',
    'localhost',
    'localhost:3001',
    'localhost:3000.evil.example',
    'evil.example:3000',
    'evil.example',
    'localhost.evil.example:3000',
    '127.0.0.1.evil.example:3000',
    '127.0.0.2:3000',
    '0.0.0.0:3000',
    '[::]:3000',
    'localhost:3000@evil.example',
    'localhost:3000,evil.example',
    'user@localhost:3000',
  ])('%s is not', (host) => {
    expect(codeOf({ ...READ, host })).toBe('unknown-host')
    expect(codeOf({ ...WRITE, ...OWN, host })).toBe('unknown-host')
  })

  test('without a port it stands for port 80, and any port passes when none is known', () => {
    expect(codeOf({ ...READ, host: 'localhost' }, 80)).toBeNull()
    expect(codeOf({ ...READ, host: 'localhost:4000' }, null)).toBeNull()
    expect(codeOf({ ...READ, host: 'evil.example:4000' }, null)).toBe('unknown-host')
  })
})

describe('the origin', () => {
  test('own pages, the address bar and programs write', () => {
    expect(codeOf({ ...WRITE, ...OWN })).toBeNull()
    expect(codeOf({ ...WRITE, fetchSite: 'none' })).toBeNull()
    expect(codeOf(WRITE)).toBeNull()
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'delete', 'MKCOL'])('a foreign page cannot %s', (method) => {
    for (const origin of ['http://evil.example', 'null', '', 'http://localhost:3001', 'https://localhost:3000']) {
      expect(codeOf({ ...WRITE, method, origin })).toBe('cross-origin')
    }
    expect(codeOf({ ...WRITE, method, fetchSite: 'cross-site' })).toBe('cross-origin')
    expect(codeOf({ ...WRITE, method, fetchSite: 'same-site' })).toBe('cross-origin')
    expect(codeOf({ ...WRITE, method, fetchSite: 'cross-site', fetchMode: 'navigate' })).toBe('cross-origin')
  })

  test('a foreign page links here but does not read', () => {
    expect(codeOf({ ...READ, fetchSite: 'cross-site', fetchMode: 'navigate' })).toBeNull()
    expect(codeOf({ ...READ, fetchSite: 'cross-site', fetchMode: 'no-cors' })).toBe('cross-origin')
    expect(codeOf({ ...READ, fetchSite: 'same-site', fetchMode: 'cors', origin: 'http://localhost:8080' })).toBe(
      'cross-origin',
    )
  })
})

describe('the path', () => {
  test.each(['/explore', '/data/sources/sample/a%20b.parquet', '/d/%E2%98%95'])('%s is text', (path) => {
    expect(codeOf({ ...READ, path })).toBeNull()
  })

  test.each(['/d/%zz', '/api/v1/runs/%ff', '/%', '/d/%E2%98'])('%s is not', (path) => {
    expect(codeOf({ ...READ, path })).toBe('bad-path')
  })
})

describe('the body', () => {
  test('has a length within the limit', () => {
    expect(codeOf({ ...WRITE, contentLength: String(MAX_BODY_BYTES) })).toBeNull()
    expect(codeOf({ ...WRITE, contentLength: String(MAX_BODY_BYTES + 1) })).toBe('body-too-large')
    expect(codeOf({ ...WRITE, contentLength: 'many' })).toBe('body-too-large')
    expect(codeOf({ ...WRITE, contentLength: null, transferEncoding: 'chunked' })).toBe('length-required')
  })
})
