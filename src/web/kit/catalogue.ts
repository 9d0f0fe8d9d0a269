/** The other language of a catalogue: the same keys, its own sentences. */
export type Translated<Words> = {
  readonly [K in keyof Words]: Words[K] extends string ? string : Translated<Words[K]>
}

/** Pairs the two languages of a feature; a key missing in either does not compile. */
export function catalogue<const Words>(en: Words, fr: Translated<Words>): { en: Words; fr: Translated<Words> } {
  return { en, fr }
}
