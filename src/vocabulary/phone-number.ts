import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A telephone number as machines write it (E.164), whichever way people did; undefined for what is none. */
export function plainNumber(told: string, country: 'FR' | 'GB' | 'US' = 'FR'): string | undefined {
  const number = parsePhoneNumberFromString(told.trim().slice(0, 40), country)
  return number?.isValid() ? number.number : undefined
}
