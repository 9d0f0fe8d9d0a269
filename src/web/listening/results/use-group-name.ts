import { useTranslation } from 'react-i18next'
import type { Grouping, SurveyGroups } from '../../../contract/survey-figures.ts'

type Group = Pick<SurveyGroups['groups'][number], 'key' | 'name'>

/** What a group is called. */
export function useGroupName() {
  const { t } = useTranslation('surveyResults')
  const listening = useTranslation('listening').t
  return (by: Grouping, { key, name }: Group): string => {
    switch (by) {
      case 'place':
        return name || listening('general')
      case 'version':
        return t('versionNamed', { version: key })
      case 'language':
        return t(key === 'fr' ? 'french' : 'english')
      case 'channel':
        return t(`channels.${channelOf(key)}`)
      case 'period':
        return t(key === 'first' ? 'thisPeriod' : 'otherPeriod')
      case 'event':
        return t(key === 'lived' ? 'lived' : 'notLived')
      default:
        return name ?? key
    }
  }
}

const channels = ['address', 'website', 'kiosk', 'email', 'sms', 'voice', 'widget'] as const

export const channelOf = (channel: string) => channels.find(one => one === channel) ?? 'address'
