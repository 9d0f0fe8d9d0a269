/**
 * Seconds of the longest test files, run three at a time on two cores. They need not be exact: what begins early
 * leaves no core alone at the end.
 */
const seconds: Readonly<Record<string, number>> = {
  'test/browser/explore.test.ts': 148,
  'test/browser/pages.test.ts': 90,
  'test/browser/map-page.test.ts': 81,
  'test/cli/import.test.ts': 80,
  'test/access-matrix.test.ts': 78,
  'test/browser/grid-editor.test.ts': 78,
  'test/numbers-and-lists.test.ts': 68,
  'test/browser/map-talk.test.ts': 62,
  'test/browser/atlas.test.ts': 60,
  'test/cli/commands.test.ts': 55,
  'src/collecting/imports/imports.test.ts': 55,
  'test/injection.test.ts': 49,
  'test/browser/two-editors.test.ts': 49,
  'test/sdks/sdks-of-others.test.ts': 48,
  'test/engines/processes.test.ts': 45,
  'test/cli/reference-logs.test.ts': 40,
  'test/browser/surveys.test.ts': 40,
  'test/kills.test.ts': 39,
  'test/browser/export-dialog.test.ts': 36,
  'src/cli/export-map.test.ts': 33,
  'src/collecting/files/open-import.test.ts': 28,
  'src/collecting/customers.test.ts': 27,
  'test/browser/sdk.test.ts': 27,
  'test/browser/sdk-consent.test.ts': 26,
  'test/browser/wall-and-pictures.test.ts': 24,
  'test/sending.test.ts': 23,
  'test/doors.test.ts': 21,
  'src/collecting/consents.test.ts': 20,
  'test/browser/map-start.test.ts': 19,
  'src/mapping/live/live.test.ts': 18,
  'test/filters.test.ts': 18,
  'test/segments.test.ts': 17,
  'src/mapping/drawing/map-drawing.test.ts': 15,
}

const guess = (file: string) => (file.startsWith('test/browser/') ? 30 : file.startsWith('test/') ? 8 : 2)
const secondsOf = (file: string) => seconds[file] ?? guess(file)

export const longestFirst = (files: readonly string[]): readonly string[] =>
  [...files].sort((one, other) => secondsOf(other) - secondsOf(one) || (one < other ? -1 : 1))
