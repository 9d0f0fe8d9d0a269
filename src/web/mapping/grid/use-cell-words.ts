import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useMapPlace } from '../map-place.ts'
import { type CellWords, cellWords } from './cell-words.ts'
import { useTagsOf } from './lane-tags.ts'

/** The words of every cell of the open map, in the reader's language. */
export function useCellWords(persona: string | null): CellWords {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { map, lanes, touchpoints } = useMapPlace()
  const library = useLibrary()
  const tagsOf = useTagsOf()
  const known = library.data?.library.touchpoints
  return useMemo(
    () =>
      cellWords({
        map,
        lanes,
        say,
        write,
        tagsOf,
        touchpoints,
        persona,
        known: known ?? [...touchpoints.values()],
        nameOfLane: lane => say(lane.name) || t(`lanes.${lane.type}`),
      }),
    [map, lanes, say, write, tagsOf, touchpoints, persona, known, t],
  )
}
