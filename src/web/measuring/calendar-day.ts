const dayForm = /^(19|2[012])\d\d-\d\d-\d\d$/

/** Whether it is a day that calendars have, of the years that can be measured: the 45th of a month would break the page. */
export function isDay(told: string): boolean {
  const at = new Date(`${told}T00:00:00Z`)
  return dayForm.test(told) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(told)
}
