import type { Level, Share } from '../../../vocabulary/statistics/compare-figures.ts'

/** A figure of an answer under the name that it has on the page; a level says how its values are written. */
export type NamedFigure = (Share | (Level & { readonly say: (value: number) => string })) & { readonly label: string }
export type NamedShare = Share & { readonly label: string }
