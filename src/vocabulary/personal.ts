/**
 * Which values say who somebody is, or are their own words. Such values live sealed in PostgreSQL; the analytical
 * store never sees them. In doubt a value is personal.
 */

const personalKeys =
  /^(e?-?mail|email_?address|courriel|phone|telephone|t[ée]l[ée]phone|mobile|gsm|fax|(first|last|full|middle|maiden|user|display)_?name|name|nom|pr[ée]nom|surname|username|login|pseudo|address|adresse|street|rue|address_?line.*|zip|zip_?code|postal_?code|postcode|code_?postal|birth.*|naissance|date_?of_?birth|dob|ssn|nir|passport|iban|bic|card_?number|pan|ip|ip_?address|latitude|longitude|lat|lng|lon|gps.*|avatar|photo|picture|title_?and_?name|contact.*|recipient.*|signature|token|password|secret|authorization|cookie)$/i

const freeTextKeys =
  /(comment|verbatim|message|feedback|remark|note|notes|review_?text|transcript|question_?text|answer_?text|^text$|^body$|^subject$|^objet$|^content$|^description_client$|avis|commentaire)/i

const emailPattern = /[^\s@<>"']{1,64}@[^\s@<>"']{1,190}\.[a-z]{2,}/i
const phonePattern = /^\s*(\+|00)?[\d\s().-]{9,20}\s*$/
const ibanPattern = /^[A-Z]{2}\d{2}[A-Z0-9 ]{11,36}$/

/** Longer text is taken for somebody's words whatever it is called. */
const longTextCharacters = 300

/** Whether the value of that key is personal. Only the last part of a dotted key counts. */
export function isPersonal(key: string, value: string): boolean {
  const name = key.slice(key.lastIndexOf('.') + 1)
  if (personalKeys.test(name) || freeTextKeys.test(name)) return true
  if (value.length > longTextCharacters) return true
  if (value.includes('@') && emailPattern.test(value)) return true
  return looksLikePhone(value) || ibanPattern.test(value)
}

/** Nine to fifteen digits written as people write numbers; a bare number of an order has no separator or sign. */
function looksLikePhone(value: string): boolean {
  if (value.length > 24 || !phonePattern.test(value)) return false
  const digits = value.replace(/\D/g, '')
  if (digits.length < 9 || digits.length > 15) return false
  return /^\s*(\+|00|0[1-9])/.test(value) || /[\s().]/.test(value.trim())
}

/** An address of a page without what may follow `?` and `#`, where forms put what people typed; campaigns are kept. */
export function cleanUrl(url: string): string {
  const cut = url.search(/[?#]/)
  if (cut < 0) return url.replace(/\/\/[^/@]*@/, '//')
  const kept = [...new URLSearchParams(url.slice(cut + 1).split('#')[0])].filter(([name]) => name.startsWith('utm_'))
  const query = new URLSearchParams(kept).toString()
  return url.slice(0, cut).replace(/\/\/[^/@]*@/, '//') + (query === '' ? '' : `?${query}`)
}
