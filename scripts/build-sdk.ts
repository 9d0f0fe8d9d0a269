import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { isVocabulary, markPure } from '../src/web/kit/light-contract.ts'

const source = join(import.meta.dirname, '../src/sdk')

/**
 * Builds the browser SDK into `outDir`: `parcours.js`, the script with the one global `parcours`, and `parcours.module.js`,
 * the same as an ES module that exports `parcours`; `pointers.js`, which either fetches where pointers are sampled, and
 * `widget.js` where a survey may show; and `kiosk.js`, of a tablet in a place, `proof.js`, of pages that ask a browser to work, and
 * `solve.js`, of the widget where a survey does; and `survey.css`, of every page on which people answer. Gives the paths of the first four.
 */
export async function buildSdk(outDir: string): Promise<{
  readonly script: string
  readonly module: string
  readonly pointers: string
  readonly widget: string
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
    plugins: [withoutSchemas],
  }
  const script = join(outDir, 'parcours.js')
  const module = join(outDir, 'parcours.module.js')
  await build({ ...shared, entryPoints: [join(source, 'script.ts')], format: 'iife', outfile: script })
  await build({ ...shared, entryPoints: [join(source, 'index.ts')], format: 'esm', outfile: module })
  const pointers = join(outDir, 'pointers.js')
  await build({ ...shared, entryPoints: [join(source, 'pointers', 'watch.ts')], format: 'esm', outfile: pointers })
  const widget = join(outDir, 'widget.js')
  const define = { WIDGET_STYLE: JSON.stringify(await styleOf(join('widget', 'widget.css'))) }
  await writeFile(join(outDir, 'survey.css'), await styleOf(join('page-style', 'survey.css')))
  await build({ ...shared, entryPoints: [join(source, 'widget', 'widget.ts')], format: 'esm', outfile: widget, define })
  await build({
    ...shared,
    entryPoints: [join(source, 'proof', 'solve.ts')],
    format: 'esm',
    outfile: join(outDir, 'solve.js'),
  })
  for (const page of ['kiosk', 'proof'])
    await build({
      ...shared,
      entryPoints: [join(source, page, `${page}.ts`)],
      format: 'iife',
      outfile: join(outDir, `${page}.js`),
    })
  return { script, module, pointers, widget }
}

/** A sheet with those that it takes rules from: pages and the widget say the same of questions. */
async function styleOf(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(source, path)],
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'warning',
  })
  return outputFiles[0]!.text.trim()
}

/** The words of surveys stand beside schemas that only the server needs. */
const withoutSchemas: Plugin = {
  name: 'without-schemas',
  setup: ({ onLoad }) => {
    onLoad({ filter: isVocabulary }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}
