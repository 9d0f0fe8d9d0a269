const address = /[^\s@<>"']{1,64}@[^\s@<>"'/]{1,190}\.[a-z]{2,}/gi
const number = /(?<!\d)(\+|00|0)\d[\d .-]{7,16}\d(?!\d)/g

const endings = /(\.(csv|tsv|txt|jsonl?|ndjson|xes|xml|log))?(\.gz)?$/i

/** The name of a file without what may say who somebody is: names are shown, and kept longer than files. */
export function shownName(name: string): string {
  const cleaned = [...name]
    .filter(letter => letter >= ' ' && letter !== '\u007f')
    .join('')
    .toWellFormed()
  const ending = endings.exec(cleaned)?.[0] ?? ''
  const stem = cleaned.slice(0, cleaned.length - ending.length)
  return `${stem.replace(address, '…').replace(number, '…')}${ending}`.slice(0, 200) || 'file'
}

/** What events of a file are said to come from: its name without endings. */
export function sourceName(file: string): string {
  return (file.replace(endings, '') || file).slice(0, 100)
}
