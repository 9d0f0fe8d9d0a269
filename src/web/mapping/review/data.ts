import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getAtlas } from '../../../contract/atlas.ts'
import {
  createCalendarFeed,
  getReviews,
  holdReview,
  type JourneyReviews,
  listCalendarFeeds,
  listDecisions,
  revokeCalendarFeed,
  setDecision,
  setReviewPolicy,
} from '../../../contract/map-reviews.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'

const reviewsOf = (workspace: string, journey: string) => question(getReviews, { params: { workspace, journey } })

export function useReviews(journey: string) {
  return useQuery(reviewsOf(useWorkspaceKey(), journey))
}

/** Takes the answer of a change as what is now known, and asks again what else it shows in. */
function useReviewsChanged(journey: string) {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return (told: JourneyReviews) => {
    answers.setQueryData(reviewsOf(workspace, journey).queryKey, told)
    return Promise.all([getAtlas, listDecisions].map(({ name }) => answers.invalidateQueries({ queryKey: [name] })))
  }
}

export function useHoldReview(journey: string) {
  const workspace = useWorkspaceKey()
  const changed = useReviewsChanged(journey)
  return useMutation({
    mutationFn: (body: Input<typeof holdReview>['body']) => call(holdReview, { params: { workspace, journey }, body }),
    onSuccess: changed,
  })
}

export function useSetPolicy(journey: string) {
  const workspace = useWorkspaceKey()
  const changed = useReviewsChanged(journey)
  return useMutation({
    mutationFn: (body: Input<typeof setReviewPolicy>['body']) =>
      call(setReviewPolicy, { params: { workspace, journey }, body }),
    onSuccess: changed,
  })
}

export function useDecisions(open: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery(question(listDecisions, { params: { workspace }, query: { open: open ? 'true' : 'false' } }))
}

export function useSetDecision() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: ({ review, decision, done }: { review: string; decision: string; done: boolean }) =>
      call(setDecision, { params: { workspace, review, decision }, body: { done } }),
    onSettled: () =>
      Promise.all([getReviews, listDecisions].map(({ name }) => answers.invalidateQueries({ queryKey: [name] }))),
  })
}

export function useCalendarFeeds() {
  const workspace = useWorkspaceKey()
  return useQuery(question(listCalendarFeeds, { params: { workspace } }))
}

export function useCreateFeed() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: () => call(createCalendarFeed, { params: { workspace }, body: {} }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listCalendarFeeds.name] }),
  })
}

export function useRevokeFeed() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (feed: string) => call(revokeCalendarFeed, { params: { workspace, feed } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listCalendarFeeds.name] }),
  })
}
