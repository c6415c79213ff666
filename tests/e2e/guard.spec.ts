import { request as httpRequest } from 'node:http'
import { DATABASE_ASSETS } from '@/lib/dataset/database-assets'
import { test } from './opened-tab'
import { expect } from './watched-page'

interface Answer {
  readonly status: number
  readonly code: string | null
}

/** One plain HTTP request with exactly these headers: a browser would not let a page set them. */
function send(port: number, path: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece) => {
        text += piece
      })
      response.on('end', () => {
        const isProblem = response.headers['content-type']?.startsWith('application/problem+json') === true
        resolve({ status: response.statusCode ?? 0, code: isProblem ? JSON.parse(text).code : null })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('a request under a foreign name or from a foreign page is refused', async ({ baseURL }) => {
  const port = Number(new URL(baseURL ?? '').port)
  const host = `localhost:${port}`
  const json = { host, 'content-type': 'application/json', 'content-length': '2' }
  const paths = ['/', '/explore', '/api/v1/health', '/api/v1/runs', '/data/x', '/_next/image?url=x']
  for (const path of paths) {
    expect(await send(port, path, 'GET', { host: `evil.example:${port}` })).toEqual({
      status: 421,
      code: 'unknown-host',
    })
  }
  expect((await send(port, '/api/v1/health', 'GET', { host })).status).toBe(200)
  const foreign = { status: 403, code: 'cross-origin' }
  expect(await send(port, '/api/v1/runs', 'POST', { ...json, origin: 'http://evil.example' }, '{}')).toEqual(foreign)
  expect(await send(port, '/explore', 'POST', { ...json, origin: 'null' }, '{}')).toEqual(foreign)
  expect(await send(port, '/api/v1/runs', 'GET', { host, 'sec-fetch-site': 'same-site' })).toEqual(foreign)
  expect(await send(port, '/api/v1/runs', 'POST', { ...json, origin: `http://${host}` }, '{}')).toEqual({
    status: 422,
    code: 'invalid-input',
  })
})

// The console tells of the scripts that are kept out.
test.use({ tolerated: /Content Security Policy/ })

test('pages run under a policy with a nonce of their own, which keeps out every other script', async ({
  explore: page,
  request,
}) => {
  const readPolicy = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? ''
  const policy = await readPolicy('/explore')
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic' 'wasm-unsafe-eval';/)
  expect(policy).not.toContain("'unsafe-eval'")
  expect(await readPolicy('/explore')).not.toBe(policy)
  // As markup in a text of the data would try it.
  const refused = await page.evaluate(async () => {
    const directive = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    )
    const place = document.createElement('div')
    place.innerHTML = '<img src="data:," onerror="window.isLetIn = true">'
    document.body.append(place)
    return await directive.finally(() => place.remove())
  })
  expect(refused).toBe('script-src-attr')
  expect(await page.evaluate(() => 'isLetIn' in window)).toBe(false)
})

test('a worker runs under a policy of its own', async ({ request }) => {
  const policy = (await request.get('/workers/direction-index.js')).headers()['content-security-policy']
  expect(policy).toBe("default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
})

test('versioned WebAssembly is cached for good and carries its type', async ({ request }) => {
  for (const path of [`${DATABASE_ASSETS}/duckdb-eh.wasm`, '/parquet/0.8.0/parquet_wasm_bg.wasm']) {
    const answer = await request.head(path)
    expect(answer.status()).toBe(200)
    expect(answer.headers()).toMatchObject({
      'content-type': 'application/wasm',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
  }
})
