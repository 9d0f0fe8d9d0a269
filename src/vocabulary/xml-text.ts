const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * Text for an attribute of XML between double quotes: `a < b` → `a &lt; b`. Signs that XML cannot carry at all (those of
 * control, and lone halves of letters) are left out. Line breaks and tabs are kept as numbers, else readers would take
 * them for blanks.
 */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"]/g, sign => entities[sign]!)
    .replace(/[\n\r\t]/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
