import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, Source } from '../../contract/admitting-sources.ts'
import type { KeyKind } from '../../vocabulary/role.ts'
import { useMay } from '../admitting/data.ts'
import { Confirm } from '../kit/Confirm.tsx'
import { CopyText } from '../kit/CopyText.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import styles from './collecting.module.css'
import { useSourceChanges } from './data.ts'
import { Snippets } from './Snippets.tsx'

/** The keys of a source. A new one is shown once, with what to paste where. */
export function KeyList(props: {
  source: Source
  keys: readonly ApiKey[]
  open: boolean
  setOpen: (open: boolean) => void
}) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('source.manage')
  const { createKey, revokeKey } = useSourceChanges()
  const [fresh, setFresh] = useState<{ kind: KeyKind; key: string }>()
  const [leaving, setLeaving] = useState<string>()
  const writable = fresh?.kind === 'write' ? fresh.key : props.keys.find(one => one.key && !one.revokedAt)?.key
  const make = (kind: KeyKind) =>
    createKey.mutate(
      { kind, sourceId: props.source.id },
      {
        onSuccess: told => {
          setFresh({ kind, key: told.key })
          props.setOpen(true)
        },
      },
    )
  return (
    <div>
      <div className={styles.row}>
        <h3 style={{ fontSize: 13 }}>{t('sources.keys')}</h3>
        {may && (
          <span>
            <Button size="compact-xs" variant="subtle" title={t('sources.writeHint')} onClick={() => make('write')}>
              {t('sources.newWrite')}
            </Button>
            <Button size="compact-xs" variant="subtle" title={t('sources.secretHint')} onClick={() => make('secret')}>
              {t('sources.newSecret')}
            </Button>
          </span>
        )}
      </div>
      <Refused error={createKey.error ?? revokeKey.error} />
      {fresh && (
        <Alert
          variant="light"
          color="accent"
          my="sm"
          withCloseButton
          onClose={() => setFresh(undefined)}
          title={t('sources.once')}
        >
          <CopyText text={fresh.key} />
        </Alert>
      )}
      {props.keys.length === 0 && <p className={styles.note}>{t('sources.noKeys')}</p>}
      <ul className={styles.keys}>
        {props.keys.map(one => (
          <li key={one.id}>
            {one.key && !one.revokedAt ? (
              <CopyText text={one.key} />
            ) : (
              <code className={styles.key}>…{one.lastFour}</code>
            )}
            <span className={styles.note}>
              {one.name && `${one.name} · `}
              {t(one.kind === 'write' ? 'sources.writeKey' : 'sources.secretKey')} ·{' '}
              {one.revokedAt
                ? t('sources.revoked')
                : one.lastUsedAt
                  ? t('sources.used', { when: figures.moment(one.lastUsedAt) })
                  : t('sources.unused')}
            </span>
            {may && !one.revokedAt ? (
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                aria-label={`${t('sources.revoke')} …${one.lastFour}`}
                onClick={() => setLeaving(one.id)}
              >
                {t('sources.revoke')}
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {writable && (
        <Button
          size="compact-sm"
          variant="subtle"
          mt="xs"
          aria-expanded={props.open}
          onClick={() => props.setOpen(!props.open)}
        >
          {t('sources.snippets')}
        </Button>
      )}
      {props.open && writable && <Snippets writeKey={writable} />}
      <Confirm
        opened={leaving !== undefined}
        title={t('sources.revoke')}
        text={t('sources.revokeAsk')}
        doIt={t('sources.revoke')}
        onDo={() => leaving && revokeKey.mutate(leaving)}
        close={() => setLeaving(undefined)}
      />
    </div>
  )
}
