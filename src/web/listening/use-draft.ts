import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { getSurvey, type WholeSurvey } from '../../contract/listening.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import type { SurveyBinding } from '../../vocabulary/survey/survey-binding.ts'
import type { SurveyKind } from '../../vocabulary/survey/survey-kinds.ts'
import { mergedSurvey, type SurveyClash, withSay } from '../../vocabulary/survey/survey-merge.ts'
import { type SurveyChange, surveyChanges } from '../../vocabulary/survey/survey-versions.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { question, Refusal } from '../client.ts'
import { useListening } from './data.ts'
import { keepDraft, keptDraft } from './editor/kept-draft.ts'
import { placeChanged } from './editor/place-changed.ts'

export type Draft = SurveyBinding & { readonly survey: Survey; readonly kind: SurveyKind }

/** What somebody else changed meanwhile, and the places where both wrote: nothing is saved until those are decided. */
export type News = { readonly changes: readonly SurveyChange[]; readonly clashes: readonly SurveyClash[] }

const draftOf = ({ survey, kind, touchpoint, map, step }: WholeSurvey): Draft => ({
  survey,
  kind,
  touchpoint,
  map,
  step,
})

const pauseMs = 700
const againMs = 4000
/** Letters typed without such a pause are taken back together. */
const breathMs = 1200
const mostUndone = 200

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What is there at all, whatever it says: added and removed things are taken back one by one. */
const shapeOf = ({ survey }: Draft) =>
  survey.pages
    .flatMap(page => page.questions)
    .map(({ id, kind, choices, rows }) => `${id} ${kind} ${choices?.length} ${rows?.length}`)
    .join()

/** My changes on top of somebody else's. */
function joined(base: Draft, mine: Draft, theirs: Draft) {
  const { survey, clashes } = mergedSurvey(base.survey, mine.survey, theirs.survey)
  const own = <Key extends keyof SurveyBinding | 'kind'>(key: Key) => (mine[key] === base[key] ? theirs : mine)[key]
  const draft: Draft = {
    survey,
    kind: own('kind'),
    touchpoint: own('touchpoint'),
    map: own('map'),
    step: own('step'),
  }
  return { draft: isSame(draft, theirs) ? theirs : draft, clashes }
}

function begin(whole: WholeSurvey, workspace: string) {
  const theirs = draftOf(whole)
  const kept = keptDraft(workspace, whole.id)
  if (!kept) return { draft: theirs, saved: theirs, news: undefined }
  const { draft, clashes } = joined(kept.base, kept.draft, theirs)
  const changes = surveyChanges(kept.base.survey, whole.survey)
  const isNews = kept.revision !== whole.revision && (changes.length > 0 || clashes.length > 0)
  return { draft, saved: theirs, news: isNews ? { changes, clashes } : undefined }
}

/**
 * A survey while it is written: every change shows at once and is saved when the writer pauses, one save at a time. What
 * could not be saved yet is held by the browser, so that a page read anew has it; what somebody else wrote meanwhile is
 * joined to it; and what was changed can be taken back and brought back.
 */
export function useDraft(whole: WholeSurvey) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const { save } = useListening()
  const [start] = useState(() => begin(whole, workspace))
  const [draft, setDraft] = useState<Draft>(start.draft)
  const [past, setPast] = useState<readonly Draft[]>([])
  const [future, setFuture] = useState<readonly Draft[]>([])
  const [news, setNews] = useState<News | undefined>(start.news)
  const [touched, setTouched] = useState<{ readonly place: string }>()
  const revision = useRef(whole.revision)
  const saved = useRef(start.saved)
  const sent = useRef<Draft>(undefined)
  const latest = useRef(draft)
  latest.current = draft
  const last = useRef({ at: 0, place: '' })
  const { mutateAsync, isPending, error, reset } = save
  const isUndecided = (news?.clashes.length ?? 0) > 0

  const show = useCallback((next: Draft) => {
    latest.current = next
    setDraft(next)
  }, [])

  const send = useCallback(async () => {
    const sending = latest.current
    sent.current = sending
    try {
      const answer = await mutateAsync({ survey: whole.id, body: { revision: revision.current, ...sending } })
      revision.current = answer.revision
      saved.current = sending
    } catch (refused) {
      // Told beside the draft by the mutation itself; what somebody else wrote is fetched, to be joined.
      if (refused instanceof Refusal && refused.code === 'changed_meanwhile')
        await queries
          .fetchQuery({ ...question(getSurvey, { params: { workspace, survey: whole.id } }), staleTime: 0 })
          .catch(() => {})
    }
  }, [mutateAsync, queries, whole.id, workspace])

  useEffect(() => {
    if (draft === saved.current || isPending || error || isUndecided) return
    const timer = setTimeout(() => void send(), pauseMs)
    return () => clearTimeout(timer)
  }, [draft, isPending, error, isUndecided, send])

  // A server that could not be reached is asked again.
  const isOut = error instanceof Refusal && error.code === 'unreachable'
  useEffect(() => {
    if (!isOut) return
    const timer = setTimeout(reset, againMs)
    return () => clearTimeout(timer)
  }, [isOut, reset])

  // The draft of the server went on: by my own save, or by somebody else.
  useEffect(() => {
    if (isPending || whole.revision <= revision.current) return
    const theirs = draftOf(whole)
    revision.current = whole.revision
    const base = saved.current
    const mine = latest.current
    if (isSame(theirs, sent.current) && sent.current) {
      saved.current = sent.current
      return
    }
    const met = joined(base, mine, theirs)
    saved.current = theirs
    if (!isSame(mine, theirs)) setPast(held => [...held, mine].slice(-mostUndone))
    show(met.draft)
    const changes = surveyChanges(base.survey, theirs.survey)
    if (changes.length > 0 || met.clashes.length > 0) setNews({ changes, clashes: met.clashes })
    reset()
  }, [whole, isPending, reset, show])

  const isUnsaved = draft !== saved.current
  useEffect(() => {
    // While two versions wait for a decision, what was held before it is still what is begun from.
    if (isUndecided) return
    keepDraft(workspace, whole.id, isUnsaved ? { revision: revision.current, base: saved.current, draft } : undefined)
  }, [workspace, whole.id, draft, isUnsaved, isUndecided])
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isUnsaved])
  // Whoever goes to another room within the pause has written all the same.
  const leave = useRef(() => {})
  leave.current = () => {
    if (latest.current !== saved.current && !isPending && !error && !isUndecided) void send()
  }
  useEffect(() => () => leave.current(), [])

  const change = (next: Partial<Draft>) => {
    const before = latest.current
    const now = { ...before, ...next }
    const place = placeChanged(before, now)
    const isSamePlace = place !== '' && place === last.current.place && shapeOf(before) === shapeOf(now)
    const isBreath = isSamePlace && Date.now() - last.current.at < breathMs
    last.current = { at: Date.now(), place }
    if (!isBreath || past.length === 0) setPast(held => [...held, before].slice(-mostUndone))
    setFuture([])
    show(now)
    if (error) reset()
  }
  const go = (from: readonly Draft[], to: Draft | undefined, isBack: boolean) => {
    if (!to) return
    const now = latest.current
    setPast(isBack ? from.slice(0, -1) : [...past, now])
    setFuture(isBack ? [...future, now] : from.slice(0, -1))
    last.current = { at: 0, place: '' }
    setTouched({ place: placeChanged(now, to) })
    show(to)
    if (error) reset()
  }

  return {
    draft,
    change,
    undo: past.length > 0 ? () => go(past, past.at(-1), true) : undefined,
    redo: future.length > 0 ? () => go(future, future.at(-1), false) : undefined,
    /** Where the last step back or forth changed something. */
    touched,
    news,
    /** Settles the places where both wrote, each as chosen, or puts the news away. */
    settle: (theirs: readonly SurveyClash[]) => {
      if (theirs.length > 0) {
        const survey = theirs.reduce((held, { path, theirs: said }) => withSay(held, path, said), latest.current.survey)
        change({ survey })
      }
      setNews(undefined)
    },
    state: error && !isOut ? ('refused' as const) : isUnsaved || isPending ? ('saving' as const) : ('saved' as const),
    error: isOut || (error instanceof Refusal && error.code === 'changed_meanwhile') ? null : error,
    revision: () => revision.current,
  }
}
