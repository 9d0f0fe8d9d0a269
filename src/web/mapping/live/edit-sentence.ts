import { useTranslation } from 'react-i18next'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { type Names, usePlaceNames } from './place-name.ts'

const mostText = 80

/** Says what an edit did, as the end of a sentence that begins with a name: “wrote ‘…’ in Thoughts, ‘I pay’”. */
export function useEditSentence(names: Names) {
  const { t } = useTranslation('live')
  const { say } = useLabels()
  const figures = useFigures()
  const placeOf = usePlaceNames(names)
  const short = (text: string) => (text.length > mostText ? `${text.slice(0, mostText - 1)}…` : text)

  return (edit: SingleEdit): string => {
    const place = placeOf(edit)
    const set = (fields: object) => {
      const what = Object.keys(fields).map(field => t(`fields.${field as 'name'}`))
      return t('did.set', { what: what.join(', '), place })
    }
    switch (edit.op) {
      case 'setCell': {
        const text = say(edit.cell?.text)
        return text === '' ? t('did.cleared', { place }) : t('did.wrote', { text: short(text), place })
      }
      case 'setStep':
        if (edit.set.title) return t('did.renamed', { place, text: short(say(edit.set.title)) })
        return t('did.described', { place })
      case 'setPhase':
      case 'setLane':
      case 'setMap':
        if (edit.set.name) return t('did.renamed', { place, text: short(say(edit.set.name)) })
        return set(edit.set)
      case 'setPlacement':
      case 'setMoment':
        return set(edit.set)
      case 'setDeclared':
        if (!edit.emotion) return t('did.unfelt', { place })
        return t('did.felt', { place, value: figures.feeling(edit.emotion.valence) })
      case 'setDesired':
        if (!edit.desired) return t('did.unfelt', { place })
        return t('did.felt', { place, value: figures.feeling(edit.desired.valence) })
      case 'addMoment':
        return t('did.marked', { place })
      case 'removeMoment':
        return t('did.unmarked', { place })
      case 'movePhase':
      case 'moveStep':
      case 'movePlacement':
      case 'moveLane':
        return t('did.moved', { place })
      case 'addPhase':
      case 'addStep':
      case 'addPlacement':
      case 'addLane':
        return t('did.added', { place })
      case 'removePhase':
      case 'removeStep':
      case 'removePlacement':
      case 'removeLane':
        return t('did.removed', { place })
      default:
        return edit satisfies never
    }
  }
}
