/** Line ends as every format gives them back. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** Several names in one cell: `Site | Application`, a bar of a name behind a backslash. */
export function joinNames(names: readonly string[]): string {
  return names.every(name => name === '')
    ? ''
    : names.map(name => name.replace(/[\\|]/g, letter => `\\${letter}`)).join(' | ')
}

export function splitNames(cell: string): readonly string[] {
  if (cell.trim() === '') return []
  const names: string[] = []
  let name = ''
  for (let at = 0; at < cell.length; at++) {
    const letter = cell[at]!
    if (letter === '\\' && (cell[at + 1] === '|' || cell[at + 1] === '\\')) name += cell[++at]
    else if (letter === '|') {
      names.push(name.trim())
      name = ''
    } else name += letter
  }
  return [...names, name.trim()]
}

/** A number as people write it in a cell: `-0.4`, `−0,4`, `+1`. */
export function readNumber(cell: string): number | undefined {
  const text = cell.trim().replace('−', '-').replace(',', '.')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined
}
