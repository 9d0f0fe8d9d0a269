import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const source = join(import.meta.dirname, '../src/sdk')

/**
 * Builds the browser SDK into `outDir`: `parcours.js`, the script with the one global `parcours`, and `parcours.module.js`,
 * the same as an ES module that exports `parcours`; `pointers.js`, which either fetches where pointers are sampled. Gives
 * their paths.
 */
export async function buildSdk(outDir: string): Promise<{
  readonly script: string
  readonly module: string
  readonly pointers: string
}> {
  const shared: BuildOptions = {
    bundle: true,
    minify: true,
    platform: 'browser',
    // Browsers of 2020 and later.
    target: 'es2020',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
  }
  const script = join(outDir, 'parcours.js')
  const module = join(outDir, 'parcours.module.js')
  await build({ ...shared, entryPoints: [join(source, 'script.ts')], format: 'iife', outfile: script })
  await build({ ...shared, entryPoints: [join(source, 'index.ts')], format: 'esm', outfile: module })
  const pointers = join(outDir, 'pointers.js')
  await build({ ...shared, entryPoints: [join(source, 'pointers', 'watch.ts')], format: 'esm', outfile: pointers })
  return { script, module, pointers }
}
