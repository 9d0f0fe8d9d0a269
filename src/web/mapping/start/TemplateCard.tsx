import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TemplateFace } from '../../../contract/map-templates.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './start.module.css'
import { TemplatePreview } from './TemplatePreview.tsx'

/** A template: the trade it is of, what it looks like, and the way into it. */
export function TemplateCard(props: { face: TemplateFace; begin: (() => void) | undefined; busy: boolean }) {
  const { face, begin, busy } = props
  const { t } = useTranslation('mapStart')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { pair } = useFigures()
  const trade = t(`trades.${face.key}`)
  const steps = face.phases.reduce((sum, phase) => sum + phase.steps.length, 0)
  return (
    <li className={styles.template}>
      <TemplatePreview face={face} />
      <span className={styles.trade}>{trade}</span>
      <h4>{say(face.name)}</h4>
      <p>{say(face.purpose)}</p>
      <div className={styles.foot}>
        {begin && (
          <Button
            size="xs"
            variant="light"
            loading={busy}
            onClick={begin}
            aria-label={pair(m('createFrom'), `${trade}, ${say(face.name)}`)}
          >
            {m('createFrom')}
          </Button>
        )}
        <small>{t('size', { steps, touchpoints: face.touchpoints })}</small>
      </div>
    </li>
  )
}
