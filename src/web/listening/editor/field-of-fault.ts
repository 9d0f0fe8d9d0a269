/** The field at which each fault or piece of advice is mended. What is not named here is mended in the first field there. */
const fields: Readonly<Record<string, string>> = {
  ends_unnamed: 'low',
  scale_unknown: 'scale',
  choices_lack: 'choices',
  choices_many: 'choices',
  matrix_lacks: 'rows',
  lines_many: 'rows',
  fields_lack: 'fields',
  condition_ahead: 'showIf',
  never_asked: 'showIf',
}

export const fieldOfFault = (code: string): string => fields[code] ?? 'text'

const controls = 'input:not([type=hidden]), textarea, select'

/** Shows a place of the page and puts the cursor into one of its fields, once it is drawn. */
export function goToField(place: string, field: string | undefined): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const part = document.getElementById(`question-${place}`)
      if (!part) return
      const named = field && part.querySelector(`[data-field="${field}"]`)
      const control = (named || part).querySelector<HTMLElement>(controls)
      part.scrollIntoView({ block: 'nearest' })
      if (field && control) {
        control.focus({ preventScroll: true })
        control.scrollIntoView({ block: 'center' })
      }
    }),
  )
}
