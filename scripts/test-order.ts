/**
 * Seconds of a processor that the longest test files take. They need not be exact: what begins early leaves no core alone
 * at the end.
 */
const seconds: Readonly<Record<string, number>> = {
  'test/browser/explore.test.ts': 100,
  'test/browser/pages.test.ts': 86,
  'test/browser/grid-editor.test.ts': 80,
  'test/browser/map-page.test.ts': 72,
  'src/collecting/imports/imports.test.ts': 67,
  'test/browser/map-talk.test.ts': 66,
  'test/cli/import.test.ts': 59,
  'test/browser/two-editors.test.ts': 52,
  'test/browser/atlas.test.ts': 50,
  'test/numbers-and-lists.test.ts': 48,
  'test/browser/surveys.test.ts': 38,
  'test/sdks/sdks-of-others.test.ts': 38,
  'test/browser/export-dialog.test.ts': 37,
  'test/access-matrix.test.ts': 36,
  'test/cli/commands.test.ts': 30,
  'test/engines/processes.test.ts': 27,
  'test/kills.test.ts': 27,
  'test/browser/map-start.test.ts': 26,
  'test/browser/sdk.test.ts': 25,
  'test/injection.test.ts': 24,
  'test/browser/wall-and-pictures.test.ts': 22,
  'src/collecting/files/open-import.test.ts': 20,
  'test/browser/map-import.test.ts': 20,
  'test/browser/sdk-consent.test.ts': 20,
  'src/collecting/customers.test.ts': 19,
  'test/cli/reference-logs.test.ts': 18,
  'test/doors.test.ts': 17,
  'test/sending.test.ts': 16,
  'src/cli/export-map.test.ts': 14,
  'test/browser/widget.test.ts': 14,
  'test/filters.test.ts': 13,
  'src/collecting/consents.test.ts': 12,
  'src/mapping/drawing/map-drawing.test.ts': 12,
  'test/browser/sdk-host-page.test.ts': 12,
  'test/segments.test.ts': 12,
  'src/mapping/atlas/map-life.test.ts': 11,
  'src/mapping/files/import-map-file.test.ts': 10,
  'test/inviting.test.ts': 10,
}

const guess = (file: string) => (file.startsWith('test/browser/') ? 30 : file.startsWith('test/') ? 6 : 1)
const secondsOf = (file: string) => seconds[file] ?? guess(file)

export const longestFirst = (files: readonly string[]): readonly string[] =>
  [...files].sort((one, other) => secondsOf(other) - secondsOf(one) || (one < other ? -1 : 1))
