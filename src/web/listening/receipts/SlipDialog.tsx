import { Button, SegmentedControl } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { drawCode, type SurveyLink } from '../../../contract/survey-links.ts'
import { drawCodePng, drawSlip } from '../../../contract/survey-slips.ts'
import type { Tongue } from '../../../vocabulary/label.ts'
import { type RollWidth, rollDots, type SlipKind, slipKinds, slipLine } from '../../../vocabulary/survey/slip-words.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { CopyText } from '../../kit/CopyText.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import styles from './receipts.module.css'

const widths = Object.keys(rollDots) as RollWidth[]

/** What is printed at the foot of a receipt, or on a slip in a parcel: seen as the roll shows it, and taken away. */
export function SlipDialog(props: {
  survey: string
  link: SurveyLink
  languages: readonly Tongue[]
  close: () => void
}) {
  const { survey, link, languages, close } = props
  const { t } = useTranslation('receipts')
  const workspace = useWorkspaceKey()
  const params = { workspace, survey, surveyLink: link.id }
  const [kind, setKind] = useState<SlipKind>('receipt')
  const [width, setWidth] = useState<RollWidth>('80')
  const [language, setLanguage] = useState<Tongue | 'both'>(languages.length > 1 ? 'both' : (languages[0] ?? 'fr'))
  const slip = addressOf(drawSlip, { params, query: { kind, width, language } })
  const choices = languages.length > 1 ? (['both', ...languages] as const) : languages
  return (
    <Dialog title={link.place ? t('titleOf', { place: link.place }) : t('title')} close={close} wide>
      <div className={styles.columns}>
        <div className={styles.form}>
          <p className={styles.small}>{t('text')}</p>
          <Choice label={t('where')} value={kind} values={slipKinds} say={one => t(`kinds.${one}`)} choose={setKind} />
          <Choice
            label={t('width')}
            value={width}
            values={widths}
            say={one => t('mm', { width: one })}
            choose={setWidth}
          />
          {choices.length > 1 && (
            <Choice
              label={t('language')}
              value={language}
              values={choices}
              say={one => t(`languages.${one}`)}
              choose={setLanguage}
            />
          )}
          <b>{t('lines')}</b>
          {languages.map(tongue => (
            <CopyText key={tongue} block text={slipLine(kind, tongue, link.address)} />
          ))}
          <b>{t('downloads')}</b>
          <div className={styles.bar}>
            <Button size="compact-sm" variant="default" component="a" href={slip} download>
              {t('slip', { dots: rollDots[width] })}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              component="a"
              href={addressOf(drawCodePng, { params, query: {} })}
              download
            >
              {t('codePng')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              component="a"
              href={addressOf(drawCode, { params })}
              download={`${link.id}.svg`}
            >
              {t('codeSvg')}
            </Button>
          </div>
          <p className={styles.small}>{t('orders')}</p>
        </div>
        <img className={styles.slip} src={slip} alt={t('preview')} style={{ width: width === '58' ? 200 : 276 }} />
      </div>
    </Dialog>
  )
}

function Choice<Value extends string>(props: {
  label: string
  value: Value
  values: readonly Value[]
  say: (value: Value) => string
  choose: (value: Value) => void
}) {
  const { label, value, values, say, choose } = props
  const id = useId()
  return (
    <div className={styles.choice}>
      <span id={id}>{label}</span>
      <SegmentedControl
        size="xs"
        aria-labelledby={id}
        value={value}
        onChange={chosen => {
          const one = values.find(each => each === chosen)
          if (one) choose(one)
        }}
        data={values.map(each => ({ value: each, label: say(each) }))}
      />
    </div>
  )
}
