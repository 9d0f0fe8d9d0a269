import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'

/** A web site of one page that includes a published package as a bundler would, and nothing else. */
export type HostPage = AsyncDisposable & { readonly url: string }

/** `program` is the module of the page: it imports what it needs by the names of the packages. */
export async function openHostPage(program: string): Promise<HostPage> {
  const bundled = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const script = bundled.outputFiles[0]!.text
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    const isScript = request.url === '/page.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(
      isScript
        ? script
        : '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Boutique</title></head><body><script src="/page.js"></script></body></html>',
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
