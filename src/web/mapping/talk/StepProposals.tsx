import { Button } from '@mantine/core'
import { IconPencilQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMapPlace } from '../map-place.ts'
import { useProposals } from './data.ts'
import { ProposalCard } from './ProposalCard.tsx'
import { ProposalDialog } from './ProposalDialog.tsx'
import styles from './talk.module.css'

/** What is proposed for a step, those awaiting a decision first, and the way to propose more. */
export function StepProposals({ step }: { step: string }) {
  const { t } = useTranslation('talk')
  const { steps } = useMapPlace()
  const [isSuggesting, setSuggesting] = useState(false)
  const proposals = useProposals().data?.proposals.filter(one => one.step === step) ?? []
  const inOrder = [...proposals].sort((a, b) => Number(a.state !== 'open') - Number(b.state !== 'open'))
  const found = steps.find(one => one.id === step)
  return (
    <>
      {inOrder.length > 0 && (
        <section className={styles.list} aria-label={t('proposal.title')}>
          {inOrder.slice(0, 20).map(one => (
            <ProposalCard key={one.id} proposal={one} />
          ))}
        </section>
      )}
      {found && (
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencilQuestion size={15} aria-hidden />}
            onClick={() => setSuggesting(true)}
          >
            {t('proposal.suggest')}
          </Button>
        </div>
      )}
      {found && isSuggesting && <ProposalDialog step={found} close={() => setSuggesting(false)} />}
    </>
  )
}
