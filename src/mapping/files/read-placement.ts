import { objectId } from '../../vocabulary/extensible.ts'
import { isKeepable, type Label } from '../../vocabulary/label.ts'
import { mapLimits } from '../../vocabulary/map/journey-map.ts'
import * as words from './grid-words.ts'
import { labelKeys, nameKey } from './name-key.ts'
import { longestText, notAmong, type Row } from './read-row.ts'
import { plainPlacement, type SketchPlacement } from './sketch.ts'

/** A placement while rows are still adding to it. */
export type DrawnPlacement = { -readonly [K in keyof SketchPlacement]: SketchPlacement[K] } & {
  readonly key: string
  /** Which of several of the same touchpoint at one step. */
  readonly time: number
}

/** Places a touchpoint at a step, or adds to what an earlier row said of it there. */
export function place(placements: DrawnPlacement[], touchpoint: Label, time: number, row: Row): void {
  const key = nameKey(touchpoint[row.own] ?? touchpoint.fr ?? touchpoint.en ?? '')
  let there = placements.find(one => one.key === key && one.time === time)
  if (!there) {
    if (placements.length === mapLimits.placementsPerStep) {
      row.error(
        'touchpoint',
        {
          en: `A step holds ${mapLimits.placementsPerStep} touchpoints at most`,
          fr: `Une étape contient ${mapLimits.placementsPerStep} points de contact au plus`,
        },
        key,
      )
    }
    there = { ...plainPlacement(touchpoint), key, time }
    placements.push(there)
  }
  const [ownership, kind] = [row.word('ownership', words.ownershipWords), row.word('kind', words.kindWords)]
  const [initiator, observability] = [
    row.word('initiator', words.initiatorWords),
    row.word('observability', words.observabilityWords),
  ]
  const [complexity, urgency] = [row.whole('complexity', 1, 3), row.whole('urgency', 1, 3)]
  there.touchpoint = { ...touchpoint, ...there.touchpoint }
  there.told = {
    ...there.told,
    ...(ownership ? { ownership } : {}),
    ...(kind ? { kind } : {}),
    ...(initiator ? { initiator } : {}),
    ...(observability ? { observability } : {}),
    ...(complexity === undefined ? {} : { complexity }),
    ...(urgency === undefined ? {} : { urgency }),
  }
  there.channels = union(there.channels, channelsIn(row))
  there.presence = row.word('presence', words.presenceWords) ?? there.presence
  there.repeatable = row.word('repeatable', words.yesWords) === 'yes' || there.repeatable
  const choice = row.plain('choice')
  if (choice !== undefined) {
    if (objectId.safeParse(choice).success) there.choice = choice
    else
      row.error(
        'choice',
        {
          en: 'A choice is named by letters, digits and _ . : - without blanks',
          fr: 'Un choix est nommé par des lettres, des chiffres et _ . : - sans espace',
        },
        choice,
      )
  }
  there.maxWait = row.duration('max_wait') ?? there.maxWait
  there.targetDuration = row.duration('target_duration') ?? there.targetDuration
  const raci = [
    ...row.names('department').map(department => ({ role: 'accountable' as const, department })),
    ...(['responsible', 'consulted', 'informed'] as const).flatMap(role =>
      row.names(role).map(department => ({ role, department })),
    ),
  ]
  there.raci = unionBy(there.raci, raci, one => `${one.role} ${labelKeys(one.department)[0]}`)
  const assets = (['tool', 'process', 'procedure'] as const).flatMap(type =>
    row.names(type).map(name => ({ type, name })),
  )
  there.assets = unionBy(there.assets, assets, one => `${one.type} ${labelKeys(one.name)[0]}`)
  const metrics = row
    .namesWith('metric', words.metricRoleWords)
    .map(({ role, name }) => ({ role: role ?? ('outcome' as const), name }))
  there.metrics = unionBy(there.metrics, metrics, one => `${one.role} ${labelKeys(one.name)[0]}`)
  there.moment = momentIn(row) ?? there.moment
}

function channelsIn(row: Row): readonly string[] {
  return row
    .list('channel')
    .flatMap(name => (name.length <= longestText && isKeepable(name) ? [words.readChannel(name) ?? name] : []))
}

function momentIn(row: Row): SketchPlacement['moment'] {
  const written = row.plain('moment_of_truth')
  if (written === undefined || words.readWord(words.yesWords, written) === 'no') return null
  const cut = written.indexOf(':')
  const origin = cut < 0 ? 'declared' : words.readWord(words.originWords, written.slice(0, cut))
  const status = words.readWord(words.momentWords, written.slice(cut + 1))
  if (origin && status) return { origin, status }
  row.error('moment_of_truth', notAmong(words.momentWords), written)
  return null
}

function union<Thing>(a: readonly Thing[], b: readonly Thing[]): readonly Thing[] {
  return unionBy(a, b, one => one)
}

function unionBy<Thing>(a: readonly Thing[], b: readonly Thing[], key: (one: Thing) => unknown): readonly Thing[] {
  const keys = new Set(a.map(key))
  return [...a, ...b.filter(one => !keys.has(key(one)) && keys.add(key(one)))]
}
