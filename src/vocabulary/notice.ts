/** What features tell the rooms above them: one closed list. Delivered at least once. */
export type Notice =
  | { readonly kind: 'workspace.created'; readonly workspace: number }
  /** What maps designed or bound changed: the traces of that journey are to be built again. */
  | { readonly kind: 'journey.changed'; readonly workspace: number; readonly journeyId: string }
  | { readonly kind: 'journey.removed'; readonly workspace: number; readonly journeyId: string }
  | {
      readonly kind: 'customer.erased'
      readonly workspace: number
      readonly customer: string
      readonly anchors: readonly string[]
    }

export type NoticeKind = Notice['kind']
