import { useTranslation } from 'react-i18next'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { useFigures } from '../../kit/figures.ts'

/** What channels and reasons are called. A reason is written by programmes: its underscores are read as spaces. */
export function useNames() {
  const { t } = useTranslation('contacts')
  const { language } = useFigures()
  return {
    channelName: (code: string) => (isChannel(code) ? channels[code][language] : code),
    reasonName: (reason: string) => (reason === '' ? t('unknownReason') : reason.replaceAll('_', ' ')),
  }
}
