import type { NextConfig } from 'next'
import { MAX_BODY_BYTES } from './lib/guard/check-request'
import { WORKER_POLICY } from './lib/guard/content-security-policy'

const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
]
const IMMUTABLE = [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }]

const config: NextConfig = {
  reactCompiler: true,
  poweredByHeader: false,
  // The app is served on loopback, where compressing costs more than it saves.
  compress: false,
  serverExternalPackages: ['@duckdb/node-api', '@prisma/client', '@prisma/adapter-pg', 'pg'],
  // Its ES modules import each other in circles that only hold in the order of its own entry, which bundling skips.
  turbopack: { resolveAlias: { 'apache-arrow': './node_modules/apache-arrow/Arrow.dom.js' } },
  // `npm test` checks the types of everything, tests included; a start does not wait for that.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // A longer body would reach a route cut short; the proxy refuses it.
    proxyClientMaxBodySize: MAX_BODY_BYTES,
    // The compiler as a part of the bundler: as a Babel plugin it takes a third of the build.
    turbopackRustReactCompiler: true,
    // Nothing reads maps of what `next start` runs, and names tell more in a trace than small files save: a fifth of the build.
    serverMinification: false,
    turbopackSourceMaps: false,
    // A first start would write 130 MB for a second build: another fifth.
    turbopackFileSystemCacheForBuild: false,
  },
  // Browsers ask for it by this name whenever a page's head is being replaced.
  async rewrites() {
    return [{ source: '/favicon.ico', destination: '/icon.svg' }]
  },
  async headers() {
    return [
      { source: '/:path*', headers: SECURITY_HEADERS },
      // The folders carry the version in their names.
      { source: '/duckdb/:path*', headers: IMMUTABLE },
      { source: '/parquet/:path*', headers: IMMUTABLE },
      { source: '/workers/:path*', headers: [{ key: 'Content-Security-Policy', value: WORKER_POLICY }] },
    ]
  },
}

export default config
