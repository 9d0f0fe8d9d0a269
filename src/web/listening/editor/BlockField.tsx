import { NativeSelect, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Survey, SurveyPage } from '../../../vocabulary/survey/survey.ts'
import { blocksOf } from '../../../vocabulary/survey/survey-deal.ts'
import shared from '../listening.module.css'
import { freeId } from '../survey-edits.ts'

/** The survey with a page in a block: a new one for `null`, none for `undefined`. Without a block nothing rotates. */
export function intoBlock(survey: Survey, id: string, block: string | null | undefined): Survey {
  const wanted = block === null ? freeId(survey, 'block') : block
  const pages = survey.pages.map((page): SurveyPage => {
    if (page.id !== id) return page
    const { block: _, ...rest } = page
    return wanted === undefined ? rest : { ...rest, block: wanted }
  })
  const { rotate, ...rest } = survey
  return pages.some(page => page.block !== undefined)
    ? { ...rest, pages, rotate: rotate ?? { take: 1 } }
    : { ...rest, pages }
}

/** Of whom a page is asked, where some pages are drawn by lot; on the first page of the first block, how many are drawn. */
export function BlockField(props: { survey: Survey; page: SurveyPage; onChange: (survey: Survey) => void }) {
  const { survey, page, onChange } = props
  const { t } = useTranslation('surveyEditor')
  const blocks = blocksOf(survey)
  if (!survey.rotate || blocks.length === 0) return null
  const isFirst = survey.pages.find(one => one.block !== undefined) === page
  return (
    <div className={shared.both} id={isFirst ? 'question-#rotation' : undefined}>
      <NativeSelect
        label={t('blocks.label')}
        value={page.block ?? ''}
        data={[
          { value: '', label: t('blocks.none') },
          ...blocks.map((block, at) => ({ value: block, label: t('blocks.block', { at: at + 1 }) })),
          { value: 'fresh one', label: t('blocks.fresh') },
        ]}
        onChange={event => {
          const { value } = event.currentTarget
          onChange(intoBlock(survey, page.id, value === '' ? undefined : value === 'fresh one' ? null : value))
        }}
      />
      {isFirst && (
        <NumberInput
          label={t('blocks.take')}
          description={t('blocks.text', { of: blocks.length })}
          inputWrapperOrder={['label', 'input', 'description']}
          min={1}
          max={20}
          allowDecimal={false}
          value={survey.rotate.take}
          onChange={take => {
            if (typeof take === 'number' && Number.isInteger(take) && take >= 1 && take <= 20)
              onChange({ ...survey, rotate: { take } })
          }}
        />
      )}
    </div>
  )
}
