import { masked } from './mask.ts'

/**
 * What people wrote, as those see it who may not read personal data: e-mail addresses, telephone numbers, bank accounts,
 * cards and French social-security numbers are masked, the words around them stay. Names are not found.
 */
export function maskedText(text: string): string {
  return text
    .replace(email, found => masked(found))
    .replace(account, maskedAccount)
    .replace(figures, maskedFigures)
}

const email = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,190}\.\p{L}{2,}/gu
const account = /(?<![\p{L}\d])\p{L}{2}\d{2}(?:[ -]?[\dA-Z]){11,30}/giu
/** Figures with the signs that people put between them. */
const figures = /(?<![\p{L}\d])\(?(?:\+ ?)?\(?\d(?:[ \u00a0\u202f.\-/()]{0,2}\d){8,22}(?![\p{L}\d])/gu
const dots = '•••'

/** The longest beginning that proves to be an account number: the words behind one may look like more of it. */
function maskedAccount(found: string): string {
  for (let end = found.length; end >= 15; end--) {
    const first = found.slice(0, end)
    if (/[^ -]$/.test(first) && isAccount(first.replace(/[ -]/g, ''))) return `${dots}${found.slice(end)}`
  }
  return found
}

/** ISO 13616: the first four signs put last, letters as 10 to 35, leave 1 of 97. */
function isAccount(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/i.test(text)) return false
  let rest = 0
  for (const sign of `${text.slice(4)}${text.slice(0, 4)}`.toUpperCase())
    for (const digit of Number.parseInt(sign, 36).toString()) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

function maskedFigures(found: string): string {
  const digits = found.replace(/\D/g, '')
  if (isTelephone(found, digits)) return `${dots} ${digits.slice(-2)}`
  return isCard(digits) || isSocialSecurity(digits) ? dots : found
}

/** A number with a sign of the world before it, or a national one of ten digits; a day and hour is neither. */
function isTelephone(text: string, digits: string): boolean {
  if (/^(\+|\(\+|00)/.test(text.trim())) return digits.length >= 9 && digits.length <= 17
  return /^\(?0[1-9]/.test(text) && digits.length === 10 && !/^\d\d[./-]\d\d[./-](19|20)\d\d/.test(text)
}

/** The check digit of cards (Luhn, ISO/IEC 7812). */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  let sum = 0
  for (const [place, digit] of [...digits].reverse().entries()) {
    const twice = Number(digit) * (1 + (place % 2))
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/** Sex, year, month, and ten more digits with the key of two that may lack. */
function isSocialSecurity(digits: string): boolean {
  if (!/^[12]\d\d(0[1-9]|1[0-2]|[2-9]\d)/.test(digits)) return false
  if (digits.length === 13) return true
  return digits.length === 15 && 97n - (BigInt(digits.slice(0, 13)) % 97n) === BigInt(digits.slice(13))
}
