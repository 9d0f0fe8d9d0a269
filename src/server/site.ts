import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

/** Serves the built web app and the browser SDK. Unknown addresses outside the API are the app's own pages. */
export function serveSite(app: Hono, built: { readonly web: string; readonly sdk: string }): void {
  app.get(
    '/sdk/*',
    hono =>
      fileAnswer(built.sdk, hono.req.path.slice('/sdk/'.length), { 'Access-Control-Allow-Origin': '*' }) ??
      hono.notFound(),
  )
  app.get('*', hono => {
    const path = hono.req.path
    if (path.startsWith('/api/') || path.startsWith('/v1/')) return hono.notFound()
    const file = fileAnswer(built.web, path.slice(1), {})
    if (file) return file
    if (extname(path) !== '') return hono.notFound()
    const page = join(built.web, 'index.html')
    if (!existsSync(page)) return hono.text('The web app is not built yet: run npm run build.', 503)
    return hono.html(readFileSync(page, 'utf8'), 200, { 'Cache-Control': 'no-cache' })
  })
}

function fileAnswer(root: string, wanted: string, headers: Record<string, string>): Response | undefined {
  const path = normalize(join(root, wanted))
  if (!path.startsWith(root + sep) || !existsSync(path) || !statSync(path).isFile()) return undefined
  const hashed = path.includes(`${sep}assets${sep}`)
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
    headers: {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Length': String(statSync(path).size),
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...headers,
    },
  })
}
