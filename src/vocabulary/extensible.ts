import { z } from 'zod'
import { isKeepable } from './label.ts'

/** Keys that other tools may add to a map: they are kept as they are and given back. */
export type Extensions = { readonly [key: `x-${string}`]: unknown }

/**
 * An object with these fields, and any others whose name starts with `x-`. Every other unknown key is refused, so that
 * a misspelt field is told rather than lost.
 */
export function extensible<Fields extends z.ZodRawShape>(fields: Fields) {
  const loose = z.looseObject(fields).check(context => {
    for (const key of Object.keys(context.value)) {
      if (Object.hasOwn(fields, key)) continue
      const isTheirs = key.startsWith('x-')
      if (isTheirs && isKeepable([key, context.value[key]])) continue
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: [key],
        message: isTheirs
          ? 'The text holds characters that cannot be kept'
          : `Unknown field "${key}"; fields of other tools start with "x-"`,
      })
    }
  })
  // The loose object types every unknown key; only those that pass the check exist.
  return loose as unknown as z.ZodType<
    z.output<z.ZodObject<Fields, z.core.$strict>> & Extensions,
    z.input<z.ZodObject<Fields, z.core.$strict>> & Extensions
  >
}

/** An id as maps use it. Ours have a prefix (see `id.ts`); those of an imported file are kept as they are. */
export const objectId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$/, 'An id has 1 to 80 letters, digits or _ . : -')

/** A calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** An instant, ISO-8601. */
export const moment = z.iso.datetime({ offset: true })
