/**
 * Seconds of the longest test files, run three at a time on two cores. They need not be exact: what begins early
 * leaves no core alone at the end.
 */
const seconds: Readonly<Record<string, number>> = {
  'test/browser/explore.test.ts': 135,
  'test/browser/pages.test.ts': 117,
  'test/browser/grid-editor.test.ts': 110,
  'test/browser/map-page.test.ts': 88,
  'test/sdks/sdks-of-others.test.ts': 60,
  'test/cli/import.test.ts': 76,
  'test/browser/map-talk.test.ts': 75,
  'test/browser/atlas.test.ts': 70,
  'src/collecting/imports/imports.test.ts': 49,
  'test/browser/two-editors.test.ts': 45,
  'test/cli/commands.test.ts': 42,
  'test/browser/export-dialog.test.ts': 40,
  'test/browser/sdk.test.ts': 33,
  'test/browser/sdk-consent.test.ts': 32,
  'test/browser/wall-and-pictures.test.ts': 26,
  'test/cli/reference-logs.test.ts': 26,
  'test/browser/surveys.test.ts': 25,
  'test/numbers-and-lists.test.ts': 25,
  'test/injection.test.ts': 23,
  'test/browser/map-start.test.ts': 21,
  'test/browser/sdk-host-page.test.ts': 20,
  'src/cli/export-map.test.ts': 18,
  'test/browser/map-import.test.ts': 17,
  'src/collecting/files/open-import.test.ts': 16,
  'src/mapping/drawing/draw-map.test.ts': 13,
}

const guess = (file: string) => (file.startsWith('test/browser/') ? 30 : file.startsWith('test/') ? 8 : 2)
const secondsOf = (file: string) => seconds[file] ?? guess(file)

export const longestFirst = (files: readonly string[]): readonly string[] =>
  [...files].sort((one, other) => secondsOf(other) - secondsOf(one) || (one < other ? -1 : 1))
