import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import type { MomentOfTruth } from '../../../vocabulary/map/journey-map.ts'

export type JudgedMoment = MomentsAnswer['touchpoints'][number]

export type MomentShown = {
  /** Said by people, or found in data and not yet confirmed by anybody. */
  readonly mark: 'declared' | 'candidate'
  readonly status: MomentOfTruth['status']
}

/** What data decide: the other judgements leave what people say of it. */
const decided = ['proven', 'emotionalPeak', 'notSupported'] as const

/** How a moment of truth is shown: as data judge it where they can, else as people say. What people rejected is not. */
export function momentShown(
  declared: MomentOfTruth | undefined,
  judged: JudgedMoment | undefined,
): MomentShown | undefined {
  const found = decided.find(one => one === judged?.status)
  if (declared)
    return declared.status === 'rejected' ? undefined : { mark: 'declared', status: found ?? declared.status }
  return found && found !== 'notSupported' ? { mark: 'candidate', status: found } : undefined
}
