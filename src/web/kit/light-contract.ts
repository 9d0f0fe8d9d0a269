import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const contract = /\/src\/contract\/(?!route\.ts)[a-z-]+\.ts$/
export const isVocabulary = /\/src\/vocabulary\/(?:[a-z-]+\/)*[a-z-]+\.ts$/

/**
 * Keeps schemas out of the browser. The web app calls routes by their method and path and believes the server's
 * answers, so of the contract it needs no schema; building them took a third of the time to the first drawn map.
 * - A module of `src/contract` is run here, at build time, and only its plain values are given to the browser.
 * - In `src/vocabulary` the making of a schema is marked as free of effects, so that a schema nobody uses is dropped.
 */
export function lightContract(): Plugin {
  return {
    name: 'light-contract',
    enforce: 'pre',
    async load(id) {
      if (!contract.test(id)) return undefined
      this.addWatchFile(id)
      const module = (await import(`${pathToFileURL(id)}?${Date.now()}`)) as Record<string, unknown>
      const lines = Object.entries(module).flatMap(([name, value]) => {
        const plain = plainOf(value)
        return plain === undefined ? [] : [`export const ${name} = ${JSON.stringify(plain)}`]
      })
      return `// ${basename(id)}, without its schemas.\n${lines.join('\n')}\n`
    },
    transform(code, id) {
      return isVocabulary.test(id) ? markPure(code) : undefined
    },
  }
}

/** A route as the client takes it; a plain value as it is; of a schema of fixed words, the words. */
function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  if ('method' in value && 'path' in value && 'name' in value) {
    return { name: value.name, method: value.method, path: value.path }
  }
  if ('_zod' in value)
    return 'options' in value && Array.isArray(value.options) && value.options.every(isWord)
      ? { options: value.options }
      : undefined
  return value
}

const isWord = (value: unknown) => typeof value === 'string'

/** Wraps each top-level constant that makes a schema in a call that may be left out. Relies on our formatting. */
export function markPure(code: string): string {
  return code.replace(
    /^((?:export )?const \w+(?:: [^=\n]+)? = )((?:z|extensible|some|\w+Shape|plainText)\b[\s\S]*?)(?=\n[a-z/@]|\n\n(?! )|\n?$(?![\s\S]))/gm,
    (whole, head: string, made: string) =>
      /^(z\s*\.|z$|extensible\(|some\(|plainText\(|\w+Shape\s*\.)/.test(made)
        ? `${head}/* @__PURE__ */ (() => ${made})()`
        : whole,
  )
}
