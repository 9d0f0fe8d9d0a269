import { Alert, Button, Checkbox, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PublicBlock, publicBlocks, usualPublicBlocks } from '../../../contract/public-reading.ts'
import { CopyText } from '../../kit/CopyText.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { useCreatePublicLink, usePublicLinks, useRevokePublicLink } from './data.ts'

/** Addresses at which the map is read without an account: none until one is made, each ended when one likes. */
export function ShareDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('atlas')
  const figures = useFigures()
  const links = usePublicLinks()
  const making = useCreatePublicLink()
  const ending = useRevokePublicLink()
  const now = new Date().toISOString()
  return (
    <SideDrawer title={t('share.title')} close={close} width={500}>
      <p className={styles.note}>{t('share.text')}</p>
      {making.data && (
        <Alert color="accent" variant="light" title={t('share.once')} my="md">
          <CopyText text={making.data.address} block />
        </Alert>
      )}
      {links.isPending && <Waiting lines={3} />}
      <ul className={styles.list} style={{ margin: '16px 0' }}>
        {links.data?.links.length === 0 && <li className={styles.note}>{t('share.none')}</li>}
        {links.data?.links.map(link => {
          const isOver = link.revokedAt !== null || link.expiresAt <= now
          return (
            <li key={link.id} className={styles.box}>
              <div className={styles.row}>
                <b>{link.name || t('share.unnamed')}</b>
                {!isOver && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={ending.isPending && ending.variables === link.id}
                    onClick={() => ending.mutate(link.id)}
                  >
                    {t('share.end')}
                  </Button>
                )}
              </div>
              <p>
                {[
                  t(`share.${link.shows}`),
                  link.revokedAt
                    ? t('share.ended', { day: figures.day(link.revokedAt) })
                    : t(isOver ? 'share.expired' : 'share.until', { day: figures.day(link.expiresAt) }),
                  link.withPassword ? t('share.withPassword') : '',
                  link.lastReadAt
                    ? t('share.read', { count: link.reads, day: figures.day(link.lastReadAt) })
                    : t('share.unread'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          )
        })}
      </ul>
      <ShareForm making={making} />
    </SideDrawer>
  )
}

function ShareForm({ making }: { making: ReturnType<typeof useCreatePublicLink> }) {
  const { t } = useTranslation('atlas')
  const { map } = useMapPlace()
  const [name, setName] = useState('')
  const [shows, setShows] = useState<'published' | 'draft'>(map.version > 0 ? 'published' : 'draft')
  const [days, setDays] = useState(30)
  const [password, setPassword] = useState('')
  const [blocks, setBlocks] = useState<readonly string[]>(usualPublicBlocks)
  return (
    <form
      className={styles.fields}
      onSubmit={event => {
        event.preventDefault()
        making.mutate(
          { name: name.trim(), shows, days, password: password || null, blocks: blocks as PublicBlock[] },
          {
            onSuccess: () => {
              setName('')
              setPassword('')
            },
          },
        )
      }}
    >
      <TextInput
        label={t('share.name')}
        value={name}
        maxLength={120}
        onChange={event => setName(event.currentTarget.value)}
      />
      <div className={styles.pair}>
        <Select
          label={t('share.shows')}
          value={shows}
          onChange={value => setShows(value as 'published' | 'draft')}
          data={[
            { value: 'published', label: t('share.published') },
            { value: 'draft', label: t('share.draft') },
          ]}
        />
        <NumberInput
          label={t('share.days')}
          min={1}
          max={366}
          clampBehavior="strict"
          suffix={` ${t('share.forDays', { count: days }).replace(/^\d+\s*/, '')}`}
          value={days}
          onChange={value => setDays(Number(value) || 1)}
        />
      </div>
      <PasswordInput
        label={t('share.password')}
        description={t('share.passwordHint')}
        value={password}
        minLength={8}
        maxLength={200}
        autoComplete="new-password"
        onChange={event => setPassword(event.currentTarget.value)}
      />
      <Checkbox.Group label={t('share.blocks')} value={[...blocks]} onChange={setBlocks}>
        <div className={styles.list} style={{ paddingTop: 8 }}>
          {publicBlocks.map(block => (
            <Checkbox key={block} value={block} label={t(`share.block.${block}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Refused error={making.error} />
      <Button type="submit" loading={making.isPending} disabled={blocks.length === 0}>
        {t('share.make')}
      </Button>
    </form>
  )
}
