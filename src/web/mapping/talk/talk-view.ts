import { useMapView } from '../../measuring/data.ts'

/** What of the talk around a map is open over it, as the address says it. */
export const talkPanels = ['discussion', 'workshop', 'handoffs', 'impact', 'lanes'] as const
export type TalkPanel = (typeof talkPanels)[number]

/** What is open, and how to open something else. A link to a comment opens the discussion there. */
export function useTalkView() {
  const { view, show } = useMapView()
  return {
    panel: view.talk ?? (view.comment ? ('discussion' as const) : undefined),
    comment: view.comment,
    open: (talk: TalkPanel) => show({ talk, comment: undefined }),
    close: () => show({ talk: undefined, comment: undefined }),
  }
}
