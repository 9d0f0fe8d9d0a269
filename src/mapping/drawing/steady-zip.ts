import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'

/** The first day that a ZIP archive can name, by the clock on the wall wherever that is. */
const noTime = new Date(1980, 0, 1)

/**
 * Writes an office file again so that it depends on its content alone: dates are those given, parts are numbered from
 * one and in a fixed order, and nothing is named that is not there. `mend` gives parts, by their new name, otherwise.
 */
export function steadyZip(
  bytes: Uint8Array,
  changedAt: string,
  mend: (name: string, content: Uint8Array) => Uint8Array = (_, content) => content,
): Uint8Array {
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/'))
  const numbers = renumbered(entries.map(([name]) => name))
  const named = new Map<string, Uint8Array>()
  for (const [name, content] of entries) {
    const numbered = /\.(xml|rels)$/.test(name) ? strToU8(numbers(strFromU8(content))) : content
    const mended = mend(numbers(name), numbered)
    named.set(numbers(name), name.endsWith('.xlsx') ? steadyZip(mended, changedAt) : mended)
  }
  dateParts(named, changedAt)
  keepOnlyWhatIsThere(named)
  const first = '[Content_Types].xml'
  const names = [...named.keys()].sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1))
  const zippable: Zippable = {}
  for (const name of names) zippable[name] = [named.get(name)!, { mtime: noTime, level: 6, os: 0 }]
  return zipSync(zippable)
}

/** Charts and their workbooks carry numbers that count up as long as the process lives. */
function renumbered(names: readonly string[]): (text: string) => string {
  const kinds = ['chart', 'Microsoft_Excel_Worksheet'] as const
  const tables = kinds.map(kind => {
    const found = names.flatMap(name => new RegExp(`/${kind}(\\d+)\\.(?:xml|xlsx)$`).exec(name)?.[1] ?? [])
    const ordered = found.map(Number).sort((a, b) => a - b)
    return [kind, new Map(ordered.map((number, index) => [number, index + 1]))] as const
  })
  return text =>
    tables.reduce(
      (said, [kind, numbers]) =>
        said.replace(new RegExp(`\\b${kind}(\\d+)(?=\\.(?:xml|xlsx))`, 'g'), (all, number: string) => {
          const to = numbers.get(Number(number))
          return to === undefined ? all : `${kind}${to}`
        }),
      text,
    )
}

function dateParts(named: Map<string, Uint8Array>, changedAt: string): void {
  const core = named.get('docProps/core.xml')
  if (!core) return
  const at = new Date(changedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const dated = strFromU8(core).replace(/(<dcterms:(created|modified)[^>]*>)[^<]*(?=<)/g, `$1${at}`)
  named.set('docProps/core.xml', strToU8(dated))
}

/** Content types of parts that are not in the file make some readers offer to repair it. */
function keepOnlyWhatIsThere(named: Map<string, Uint8Array>): void {
  const types = named.get('[Content_Types].xml')
  if (!types) return
  const kept = strFromU8(types).replace(/<Override\s+PartName="\/([^"]+)"[^>]*\/>/g, (all, name: string) =>
    named.has(name) ? all : '',
  )
  named.set('[Content_Types].xml', strToU8(kept))
}
