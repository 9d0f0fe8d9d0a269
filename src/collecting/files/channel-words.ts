import { type Channel, channels, isChannel } from '../../vocabulary/channel.ts'
import { plainName } from './column-names.ts'

/** Words of French, English, and of the public logs, in the order in which they are tried: `webchat` is a chat. */
const words: readonly (readonly [Channel, RegExp])[] = [
  ['chat', /chat|whatsapp|messenger|messagerie_instantanee|(^|_)bot(_|$)/],
  ['sms', /(^|_)(sms|texto)(_|$)/],
  ['email', /e_?mail|(^|_)(mail|courriel|mailing|newsletter)(_|$)/],
  ['social', /facebook|instagram|twitter|linkedin|tiktok|(^|_)(social|reseaux?_sociaux|x)(_|$)/],
  ['review', /review|(^|_)avis(_|$)|trustpilot|tripadvisor/],
  ['web', /(^|_)(mo)?web|website|internet|browser|navigateur|desktop|(^|_)site(_|$)|online|en_ligne|portail|portal/],
  ['app', /iphone|ipad|(^|_)ios(_|$)|android|(^|_)app(_|$)|appli|mobile/],
  [
    'phone',
    /(^|_)(tele)?phone|(^|_)tel(_|$)|(^|_)(call|appel|hotline|callcenter|ivr|svi)|centre_d?_?(de_)?(contact|appels?)/,
  ],
  ['locker', /locker|casier|consigne/],
  ['carrier', /carrier|transporteur|livreur|livraison|delivery|colissimo|(^|_)(dhl|ups|chronopost)(_|$)/],
  ['till', /(^|_)(till|caisse|pos|tpe)(_|$)/],
  ['store', /store|(^|_)shop|boutique|magasin|(^|_)(desk|guichet|agence|counter|balie|branch)(_|$)|point_de_vente/],
  ['post', /(^|_)(post|letter|courrier|poste|brief|papier|paper)(_|$)/],
  ['ad', /(^|_)(ad|ads|advert\w*|publicite|pub|display|banner|banniere|campaign|sea)(_|$)/],
  ['partner', /partner|partenaire|revendeur|reseller/],
]

/** The channel that a written value speaks of: `Internet` → `web`, `Guichet` → `store`; undefined for a word not known. */
export function channelOf(written: string): Channel | undefined {
  // Small letters first: `iPhone` is one word.
  const plain = plainName(written.toLowerCase())
  if (isChannel(plain)) return plain
  for (const [code, names] of Object.entries(channels)) {
    if (plainName(names.fr) === plain || plainName(names.en) === plain) return code as Channel
  }
  return words.find(([, pattern]) => pattern.test(plain))?.[0]
}
