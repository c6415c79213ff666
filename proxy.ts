import { type NextRequest, NextResponse } from 'next/server'
import { createProblem, PROBLEM_TYPE } from '@/lib/core/problem'
import { env } from '@/lib/env'
import { checkRequest } from '@/lib/guard/check-request'
import { DATA_POLICY, pagePolicy } from '@/lib/guard/content-security-policy'

function isPage(pathname: string): boolean {
  return !pathname.startsWith('/api/') && !pathname.startsWith('/data/')
}

/** Every request passes here: foreign hosts and origins are refused, pages get their content security policy. */
export function proxy(request: NextRequest): NextResponse {
  const { headers, method, nextUrl } = request
  const refusal = checkRequest(
    {
      method,
      path: nextUrl.pathname,
      host: headers.get('host'),
      origin: headers.get('origin'),
      fetchSite: headers.get('sec-fetch-site'),
      fetchMode: headers.get('sec-fetch-mode'),
      contentLength: headers.get('content-length'),
      transferEncoding: headers.get('transfer-encoding'),
    },
    env().ALIGNX_PORT,
  )
  if (refusal) {
    return NextResponse.json(createProblem(refusal.status, refusal.code, refusal.detail), {
      status: refusal.status,
      headers: { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
    })
  }
  if (!isPage(nextUrl.pathname)) return NextResponse.next({ headers: { 'content-security-policy': DATA_POLICY } })
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development')
  const forwarded = new Headers(headers)
  forwarded.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from the policy of the request.
  forwarded.set('content-security-policy', policy)
  return NextResponse.next({ request: { headers: forwarded }, headers: { 'content-security-policy': policy } })
}

export const config = { matcher: '/((?!_next/static/|duckdb/|parquet/|workers/|icon.svg$).*)' }
