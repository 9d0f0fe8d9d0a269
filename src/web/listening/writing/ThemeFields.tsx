import { Button, ColorInput, FileButton, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Survey, SurveyTheme } from '../../../vocabulary/survey/survey.ts'
import { accentFault, isLogo, largestLogoBytes, lookOf } from '../../../vocabulary/survey/survey-theme.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from '../listening.module.css'

const usual = { paper: '#faf9f6', accent: '#27467a', corner: 12, text: 100 }
const corners = [
  [0, 'square'],
  [6, 'little'],
  [12, 'round'],
  [20, 'very'],
] as const
const texts = [
  [100, 'own'],
  [112, 'larger'],
  [125, 'much'],
] as const
const whole = /^#[0-9a-f]{6}$/i

/** How a survey looks. A colour that is hard to read is told at once, with the nearest one that is not. */
export function ThemeFields({ survey, onChange }: { survey: Survey; onChange: (survey: Survey) => void }) {
  const { t } = useTranslation('surveyWriting')
  const { language } = useFigures()
  const [tooLarge, setTooLarge] = useState(false)
  const { theme = {} } = survey
  const look = lookOf(survey)
  const fault = look && accentFault(look)
  const setAccent = (accent: string) => {
    const { accent: _, ...rest } = survey
    onChange(accent === '' ? rest : { ...rest, accent })
  }
  const set = (next: { [Key in keyof SurveyTheme]?: SurveyTheme[Key] | undefined }) => {
    const kept = Object.entries({ ...theme, ...next }).filter(([, value]) => value !== undefined)
    const { theme: _, ...rest } = survey
    onChange(kept.length > 0 ? { ...rest, theme: Object.fromEntries(kept) as SurveyTheme } : rest)
  }
  const take = async (file: File | null) => {
    if (!file) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const logo = `data:${file.type};base64,${btoa(String.fromCharCode(...bytes.subarray(0, largestLogoBytes)))}`
    const isFit = bytes.length <= largestLogoBytes && isLogo(logo)
    setTooLarge(!isFit)
    if (isFit) set({ logo })
  }
  const ratio = (value: number) =>
    value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return (
    <>
      <div className={styles.both}>
        <ColorInput
          label={t('theme.accent')}
          placeholder={usual.accent}
          value={survey.accent ?? ''}
          eyeDropperButtonProps={{ 'aria-label': t('theme.pick') }}
          onChange={value => {
            if (value === '' || whole.test(value)) setAccent(value)
          }}
        />
        <ColorInput
          label={t('theme.paper')}
          placeholder={usual.paper}
          value={theme.paper ?? ''}
          eyeDropperButtonProps={{ 'aria-label': t('theme.pick') }}
          onChange={value => {
            if (value === '' || whole.test(value)) set({ paper: value === '' ? undefined : value })
          }}
        />
      </div>
      {fault && (
        <div className={styles.faults} data-grave id="question-theme" role="status">
          <span>{t('theme.hard', { found: ratio(fault.found), needed: ratio(fault.needed) })}</span>
          <Button
            size="compact-sm"
            variant="default"
            style={{ justifySelf: 'start' }}
            leftSection={<span className={styles.swatch} style={{ background: fault.nearest }} />}
            onClick={() => setAccent(fault.nearest)}
          >
            {t('theme.take', { colour: fault.nearest })}
          </Button>
        </div>
      )}
      <div className={styles.both}>
        <NativeSelect
          label={t('theme.corner')}
          value={String(theme.corner ?? usual.corner)}
          data={corners.map(([corner, name]) => ({ value: String(corner), label: t(`theme.corners.${name}`) }))}
          onChange={event => {
            const corner = Number(event.currentTarget.value)
            set({ corner: corner === usual.corner ? undefined : corner })
          }}
        />
        <NativeSelect
          label={t('theme.text')}
          value={String(theme.text ?? usual.text)}
          data={texts.map(([text, name]) => ({ value: String(text), label: t(`theme.texts.${name}`) }))}
          onChange={event => {
            const text = Number(event.currentTarget.value)
            set({ text: text === usual.text ? undefined : text })
          }}
        />
      </div>
      <div className={styles.score} style={{ margin: 0 }}>
        {theme.logo && <img src={theme.logo} alt={t('theme.logo')} className={styles.logo} />}
        <FileButton
          onChange={file => void take(file)}
          accept="image/png,image/jpeg,image/webp"
          inputProps={{ 'aria-label': t('theme.chooseLogo') }}
        >
          {props => (
            <Button {...props} size="compact-sm" variant="default">
              {t('theme.chooseLogo')}
            </Button>
          )}
        </FileButton>
        {theme.logo && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => set({ logo: undefined })}>
            {t('theme.noLogo')}
          </Button>
        )}
        <span className={styles.small} role="status" data-bad={tooLarge || undefined}>
          {t(tooLarge ? 'theme.logoRefused' : 'theme.logoHint')}
        </span>
      </div>
    </>
  )
}
