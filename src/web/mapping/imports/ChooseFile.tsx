import { Button, Textarea } from '@mantine/core'
import { type ClipboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileDrop } from '../../kit/FileDrop.tsx'
import styles from './imports.module.css'

/** Where a file is dropped or chosen, or a text pasted. */
export function ChooseFile({ busy, take }: { busy: boolean; take: (file: File) => void }) {
  const { t } = useTranslation('mapImports')
  const [pasted, setPasted] = useState('')
  const paste = (event: ClipboardEvent) => {
    // A file copied in the file manager arrives by paste as well.
    const [file] = event.clipboardData.files
    if (!file) return
    event.preventDefault()
    take(file)
  }
  return (
    <div className={styles.choose}>
      <FileDrop
        choose={t('choose')}
        text={busy ? t('reading') : t('drop')}
        textOver={t('dropNow')}
        busy={busy}
        inDialog
        take={take}
      />
      <Textarea
        label={t('paste')}
        description={t('pasteHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={pasted}
        spellCheck={false}
        classNames={{ input: styles.pasted }}
        onPaste={paste}
        onChange={event => setPasted(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <a className={styles.link} href={modelHref(t('model'))} download="parcours.csv">
          {t('model')}
        </a>
        <Button
          size="sm"
          variant="default"
          disabled={pasted.trim() === ''}
          loading={busy}
          onClick={() => take(new File([pasted], 'pasted'))}
        >
          {t('readPasted')}
        </Button>
      </div>
    </div>
  )
}

const model = {
  fr: [
    'phase;étape;ligne;persona;texte;point de contact;canal;maîtrise;présence;valence;service;outil;indicateur',
    'Découverte;Je cherche comment faire;pensée;;Par où commencer ?;;;;;;;;',
    'Découverte;Je cherche comment faire;;;;Page d’aide;Web | Application;maîtrisé;attendu;;Service client;;',
    'Découverte;Je cherche comment faire;émotion;;inquiétude;;;;;-0,4;;;',
  ],
  en: [
    'phase;step;lane;persona;text;touchpoint;channel;ownership;presence;valence;department;tool;metric',
    'Discovery;I look for how to do it;thought;;Where do I start?;;;;;;;;',
    'Discovery;I look for how to do it;;;;Help page;Web | App;owned;expected;;Customer service;;',
    'Discovery;I look for how to do it;emotion;;worry;;;;;-0.4;;;',
  ],
}

function modelHref(label: string): string {
  const rows = label.startsWith('Une') ? model.fr : model.en
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${rows.join('\r\n')}\r\n`)}`
}
