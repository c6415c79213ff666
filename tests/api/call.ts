/** A request as a browser of the app sends it: JSON unless the body is a text or a form already. */
export function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
  const url = `http://localhost:3000${path}`
  if (body === undefined) return new Request(url, { method, headers })
  if (body instanceof FormData) return new Request(url, { method, headers, body })
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Request(url, { method, body: text, headers: { 'content-type': 'application/json', ...headers } })
}

/** The second argument of a route with segments in its path. */
export function at<Params>(params: Params): { params: Promise<Params> } {
  return { params: Promise.resolve(params) }
}
