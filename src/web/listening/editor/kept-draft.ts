import type { Draft } from '../use-draft.ts'

/** What was written and not saved yet, and what it was written on. */
export type KeptDraft = { readonly revision: number; readonly base: Draft; readonly draft: Draft }

const keyOf = (workspace: string, survey: string) => `parcours.survey ${workspace} ${survey}`

/** Holds what is not saved yet, in this tab: read anew, or opened again after it fell, the page begins with it. */
export function keepDraft(workspace: string, survey: string, kept: KeptDraft | undefined): void {
  try {
    if (kept) sessionStorage.setItem(keyOf(workspace, survey), JSON.stringify(kept))
    else sessionStorage.removeItem(keyOf(workspace, survey))
  } catch {
    // A browser that holds nothing: whoever leaves is asked first.
  }
}

export function keptDraft(workspace: string, survey: string): KeptDraft | undefined {
  try {
    const told = JSON.parse(sessionStorage.getItem(keyOf(workspace, survey)) ?? 'null') as KeptDraft | null
    return told && Array.isArray(told.draft?.survey?.pages) && Array.isArray(told.base?.survey?.pages)
      ? told
      : undefined
  } catch {
    return undefined
  }
}
