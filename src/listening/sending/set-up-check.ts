import type { SendingFault } from '../../contract/survey-sending.ts'
import type { Installation } from '../../feature.ts'
import type { InvitationChannel } from '../../vocabulary/survey/invitation.ts'
import { carrierOf, gatewayOf, type Sender } from './senders-store.ts'

const mailboxAt: Readonly<Record<'fr' | 'en', Readonly<Record<string, string>>>> = {
  fr: {
    connection: 'pas de connexion',
    signIn: 'nom ou mot de passe refusé',
    folder: 'dossier inconnu',
    reading: 'lecture refusée',
  },
  en: {
    connection: 'no connection',
    signIn: 'name or password refused',
    folder: 'unknown folder',
    reading: 'reading refused',
  },
}

/** What is missing before mail leaves, and what keeps it from arriving well. The gravest first. */
export function mailFaults(
  { outgoing, publicUrl }: Pick<Installation, 'outgoing' | 'publicUrl'>,
  sender: Sender,
): readonly SendingFault[] {
  const { mail, trouble } = sender
  const faults: SendingFault[] = []
  const tell = (weight: SendingFault['weight'], code: string, fr: string, en: string) =>
    faults.push({ code, weight, fr, en })
  const carrier = carrierOf({ outgoing }, sender)
  if (mail.fromAddress === null)
    tell(
      'error',
      'noSender',
      'Il manque l’adresse d’expéditeur : en son nom partent tous les e-mails.',
      'The sender’s address is missing: every mail leaves in its name.',
    )
  if (!carrier)
    tell(
      'error',
      'noCarrier',
      'Aucun serveur d’e-mail : indiquez-en un ici, ou donnez PARCOURS_SMTP_URL à l’installation.',
      'There is no mail server: name one here, or give the installation PARCOURS_SMTP_URL.',
    )
  if (trouble)
    tell(
      'error',
      'trouble',
      `Le serveur d’e-mail n’accepte rien pour le moment (${trouble.code}). Les messages attendent et sont retentés.`,
      `The mail server takes nothing at the moment (${trouble.code}). Messages wait and are tried again.`,
    )
  const { hostname, protocol } = new URL(publicUrl)
  if (/^(localhost|127\.|\[?::1)/.test(hostname))
    tell(
      'warning',
      'localAddress',
      `Les liens mèneraient à ${hostname}, que les clients ne peuvent pas ouvrir. Donnez à PARCOURS_URL l’adresse publique.`,
      `Links would lead to ${hostname}, which customers cannot open. Set PARCOURS_URL to the public address.`,
    )
  else if (protocol !== 'https:')
    tell(
      'warning',
      'notHttps',
      'L’adresse publique n’est pas en https : le désabonnement en un clic des messageries ne fonctionnera pas.',
      'The public address is not https: the one-click unsubscribe of mail programmes will not work.',
    )
  if (carrier?.unchecked)
    tell(
      'warning',
      'unchecked',
      'Le certificat du serveur n’est pas vérifié : n’importe qui sur le chemin peut lire et changer les e-mails.',
      'The certificate of the server is not checked: anybody on the way can read and change mail.',
    )
  if (carrier?.security === 'none' && mail.server !== null)
    tell(
      'warning',
      'clear',
      'La liaison avec le serveur n’est pas chiffrée : adresses et mot de passe y passent en clair.',
      'The connection to the server is not encrypted: addresses and the password cross it in the clear.',
    )
  if (sender.mailboxTrouble)
    tell(
      'warning',
      'mailbox',
      `La boîte des retours ne peut pas être lue (${mailboxAt.fr[sender.mailboxTrouble] ?? mailboxAt.fr.connection}). Elle est réessayée chaque minute.`,
      `The mailbox of returned mail cannot be read (${mailboxAt.en[sender.mailboxTrouble] ?? mailboxAt.en.connection}). It is tried again every minute.`,
    )
  if (mail.fromAddress !== null) {
    const domain = mail.fromAddress.split('@')[1] ?? ''
    tell(
      'note',
      'dkim',
      `Demandez à qui tient le serveur de signer (DKIM) pour ${domain}, en-têtes List-Unsubscribe et List-Unsubscribe-Post compris : sans cela les grandes messageries n’offrent pas le désabonnement en un clic.`,
      `Ask whoever runs the server to sign (DKIM) for ${domain}, with the headers List-Unsubscribe and List-Unsubscribe-Post: without it large mailbox providers do not offer the one-click unsubscribe.`,
    )
    tell(
      'note',
      'returns',
      'Pour connaître les adresses mortes, faites suivre ce qui revient à l’adresse de retour vers POST /v1/mail/inbound.',
      'To learn of dead addresses, forward what comes back to the return address to POST /v1/mail/inbound.',
    )
  }
  return faults
}

/** What keeps messages of a survey from leaving, by the channels that it chooses; told before it goes live. */
export function channelFaults(
  installation: Pick<Installation, 'outgoing' | 'publicUrl'>,
  sender: Sender,
  channels: readonly InvitationChannel[],
): SendingFault[] {
  const faults: SendingFault[] = []
  if (channels.includes('email'))
    faults.push(...mailFaults(installation, sender).filter(({ weight }) => weight === 'error'))
  if (channels.includes('sms') && !gatewayOf(sender))
    faults.push({
      code: 'noGateway',
      weight: 'error',
      fr: 'L’enquête choisit le SMS, et aucune passerelle n’est réglée : ces messages attendraient. Indiquez-en une dans Réglages, SMS, ou retirez le SMS.',
      en: 'The survey chooses SMS, and no gateway is set: these messages would wait. Name one under Settings, SMS, or take SMS away.',
    })
  if (channels.includes('voice'))
    faults.push({
      code: 'noDialling',
      weight: 'error',
      fr: 'L’enquête choisit l’appel : Parcours n’appelle personne, il répond à votre ligne. Retirez l’appel de ses canaux.',
      en: 'The survey chooses calls: Parcours calls nobody, it answers your line. Take calls away from its channels.',
    })
  return faults
}
