import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { readyQuestions } from '../../../vocabulary/survey/ready-questions.ts'
import type { Survey, SurveyPage } from '../../../vocabulary/survey/survey.ts'
import { GraveItem } from '../../kit/GraveItem.tsx'
import shared from '../listening.module.css'
import { QuestionCard } from '../QuestionCard.tsx'
import { BlockField, intoBlock } from './BlockField.tsx'
import styles from './editor.module.css'
import type { QuestionActs } from './question-acts.ts'

/** A page of the survey with its questions, and what can be done with it as a whole. */
export function PagePart(props: {
  survey: Survey
  page: SurveyPage
  may: boolean
  opened: ReadonlySet<string>
  toggle: (id: string) => void
  onChange: (survey: Survey) => void
  acts: QuestionActs
  add: () => void
}) {
  const { survey, page, may, opened, toggle, onChange, acts, add } = props
  const { t } = useTranslation('listening')
  const editor = useTranslation('surveyEditor').t
  const at = survey.pages.indexOf(page)
  return (
    <section className={shared.part} id={`question-${page.id}`} aria-label={t('thePage', { at: at + 1 })}>
      <div className={styles.pageHead}>
        <h2>{t('thePage', { at: at + 1 })}</h2>
        {may && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={editor('pageMore', { at: at + 1 })}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {page.block === undefined && (
                <Menu.Item onClick={() => onChange(intoBlock(survey, page.id, null))}>
                  {editor('blocks.into')}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => acts.duplicatePage(page.id)}>{editor('duplicatePage')}</Menu.Item>
              <Menu.Item disabled={at === 0} onClick={() => acts.movePage(page.id, -1)}>
                {editor('movePage.up')}
              </Menu.Item>
              <Menu.Item disabled={at === survey.pages.length - 1} onClick={() => acts.movePage(page.id, 1)}>
                {editor('movePage.down')}
              </Menu.Item>
              {survey.pages.length > 1 && (
                <>
                  <Menu.Divider />
                  <GraveItem onClick={() => acts.removePage(page.id)}>{editor('removePage')}</GraveItem>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {may && <BlockField survey={survey} page={page} onChange={onChange} />}
      {page.questions.map(question => (
        <QuestionCard
          key={question.id}
          survey={survey}
          question={question}
          isOpen={opened.has(question.id)}
          toggle={toggle}
          may={may}
          onChange={onChange}
          acts={acts}
        />
      ))}
      {may && (
        <div className={styles.adding}>
          <Button size="compact-sm" variant="default" onClick={add}>
            {t('addQuestion')}
          </Button>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" color="gray">
                {editor('ready.add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {readyQuestions.map(({ name, question }) => (
                <Menu.Item key={name} onClick={() => acts.addReady(page.id, question)}>
                  {editor(`ready.${name}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </section>
  )
}
