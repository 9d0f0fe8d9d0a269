/** Letters that are written from right to left: Hebrew, Arabic and their kin. */
const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * A name within a sentence of another direction. Names that are written from right to left are set apart by marks that
 * nobody sees (Unicode's isolates), as else the figure that follows is read as part of the name: “name: 14 %” would be
 * shown as “14 : name %”. Other names are left as they are.
 */
export function keptTogether(name: string): string {
  return fromTheRight.test(name) ? `\u2068${name}\u2069` : name
}
