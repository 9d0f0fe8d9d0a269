/** What a column may be taken for by its name. */
export type NamedRole =
  | 'case'
  | 'customer'
  | 'anonymous'
  | 'email'
  | 'phone'
  | 'firstName'
  | 'lastName'
  | 'name'
  | 'event'
  | 'status'
  | 'page'
  | 'timestamp'
  | 'channel'
  | 'score'
  | 'messageId'

/** `Complete Timestamp`, `completeTimestamp` and `complete-timestamp` → `complete_timestamp`; accents go, French stays legible. */
export function plainName(column: string): string {
  return column
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
}

const id = '(?:_?(?:id|key)|_(?:no|nr|num|number|ref))?'
const before = '(?:(?:id|no|n|num|numero|ref|reference)_)?(?:(?:de|du|la|le|l|d)_)*'

/** By role, patterns of plain names, the surest first. */
const patterns: Readonly<Record<NamedRole, readonly RegExp[]>> = {
  case: [
    /^case_concept_name$/,
    /^case(_id|_key|_no|_number)?$|^caseid$|^id_case$|^trace(_id)?$|^(process_)?instance_id$/,
    new RegExp(`(^|_)${before}dossier${id}$`),
    new RegExp(`^${before}(order|commande|cde)${id}$|^orderid$`),
    new RegExp(
      `^${before}(journey|parcours|(?:service_)?request|sr|demande|ticket|call|appel|intervention|invoice|facture|devis|quote|purchasing_document|claim|sinistre|application|booking|reservation|complaint|reclamation|incident|contract|contrat)${id}$`,
    ),
    /^service_(id|no|nr|number|request)$/,
    new RegExp(`^${before}(?:(?:user|visitor|web|browser|domain|ga|app)_)?(session|visit|visite|conversation)${id}$`),
    /^log_id$/,
  ],
  customer: [
    /^(customer|client|user|person)_(unique|global|master)_(id|key)$/,
    /^user_?id$|^customer_?id$|^id_(client|customer|user|utilisateur|adherent|usager)$|^client_?id$/,
    new RegExp(
      `^${before}(customer|client|user|end_?user|utilisateur|usager|adherent|member|abonne|person|patient|passenger|contact|account|compte)${id}$`,
    ),
    /^(no|num|numero)_(carte|fidelite|carte_fidelite|carte_de_fidelite)$|^(loyalty_)?card_(id|no|number)$/,
  ],
  anonymous: [
    /^anonymous_?id$/,
    /^(id_)?(visitor|visiteur|device|appareil|cookie|browser)(_?id)?$|^(user_pseudo|distinct|client_u?u)_?id$/,
    /^(domain|network)_user_?id$/,
  ],
  email: [
    /^e?_?mail$|^courriel$|^(adresse_)?(e_?mail|courriel|mail)(_address|_client)?$|^(customer|client|user)_e?_?mail$/,
  ],
  phone: [
    /^(tele)?phone(_number)?$|^tel$|^mobile$|^portable$|^(numero|num|no)_(de_)?(tel|telephone|portable|mobile)$|^msisdn$/,
  ],
  firstName: [/^first_?name$|^prenom(_client)?$|^given_name$/],
  lastName: [/^last_?name$|^nom(_de)?_famille$|^nom$|^surname$|^family_name$/],
  name: [/^(customer|client|user|full)_?name$|^nom_(complet|client|du_client)$/],
  event: [
    /^(event_)?concept_name$/,
    /^(event|activity)_?name$/,
    /^(event|activity)$|^activite$|^(nom_)?(de_l_)?evenement$|^nom_(de_l_)?(activite|evenement)$/,
    /^(event|activity)_(type|label)$|^type_(d_)?evenement$|^libelle_(evenement|activite|etape)$/,
    /^(action|etape|step|task|tache|touchpoint|point_de_contact|milestone|jalon|operation)(_name)?$/,
    /(^|_)activit(y|e)(_?name)?(_(id|code|en|fr|de|nl|type|label|description|text))?$/,
  ],
  status: [/^(new_|nouveau_|nouvel_)?(status|statut|state|etat)$/, /_(status|statut|state|etat)$/],
  page: [/^page(_name|_title)?$|^screen(_name)?$/, /^(page_)?(url|uri|path|urlpath|url_?path)$|^url_file$/],
  timestamp: [
    /^(event_)?time_timestamp$/,
    /^(complete|completed|event|activity)_?(timestamp|time|at)$|^timestamps?$|^occurred_at$|^horodatage$|^derived_tstamp$/,
    /^(complete|completed|event|activity)_date$|^date_?time$|^date_(et_)?heure(_evenement)?$|^date_(de_l_)?(evenement|activite|action|etape)$|^time_completed$/,
    /^(sys_)?(updated|modified|changed|change)_?(timestamp|time|at|on|date|date_time)?$|^date_?stamp$/,
    /^(unix|epoch)_?(time|timestamp)?$|^event_time_?stamp$/,
    /^ts$|^ts_(min|start)$|^date$|^time$|^at$|^when$|^le$/,
    /^(start|begin|started|created)_?(timestamp|time|at|date)?$|^date_(de_)?(debut|creation|contact)$|^created_at$/,
    /^(end|finished)_?(timestamp|time|at|date)?$|(^|_)(timestamp|horodatage|datetime)$/,
  ],
  channel: [
    /^(contact_|sales_)?channel$|^canal(_de_(contact|vente))?$/,
    /(^|_)(channel|canal)(_name|_id|_contact)?$|^mode_(de_)?contact$/,
    /^platform$|^plateforme$|^(dim_)?device(_app|_type|_app_combo)?$|^medium$/,
  ],
  score: [
    /^(nps|csat|ces)(_score|_note)?$|^(note|score)_(nps|csat|ces|satisfaction|effort)$|^satisfaction(_score|_note)?$/,
    /^score$|^note$|^rating$|^overall_rating$|^stars?$|^etoiles?$|^(note_)?recommandation$|^note_globale$/,
  ],
  messageId: [/^message_?id$|^event_(id|uuid)$|^id_evenement$|^(insert|dedup)_id$|^event_?uuid$/],
}

/** How sure the name makes the role: 0 is the surest; undefined when it says nothing of the kind. */
export function nameRank(column: string, role: NamedRole): number | undefined {
  let plain = plainName(column)
  if (column === 'case:#') return undefined
  // Attributes of a whole trace: `case:journey` is as good a name as `journey`.
  if (column.startsWith('case:') && plain !== 'case_concept_name') plain = plain.replace(/^case_/, '')
  else if (column.startsWith('case:') && role === 'event') return undefined
  const rankOf = (name: string) => patterns[role].findIndex(pattern => pattern.test(name))
  const rank = rankOf(plain)
  if (rank >= 0) return rank
  // What an event carries in its properties says who and when only where nothing beside them does.
  const carried = /^(?:event_)?properties_(.+)$/.exec(plain)?.[1]
  const within = carried === undefined || role === 'event' ? -1 : rankOf(carried)
  return within < 0 ? undefined : within + 100
}

/** Columns whose name speaks of the role, the surest name first. */
export function byRank(header: readonly string[], role: NamedRole): string[] {
  return header
    .map(column => ({ column, rank: nameRank(column, role) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ column }) => column)
}

/** Dates that say what should happen, or who somebody is: no event. */
export function isPlannedDate(column: string): boolean {
  return /estimat|promis|planned|planifi|prevu|expected|attendu|target|objectif|due|deadline|echeance|limit|scheduled|birth|naissance|expir|valid/.test(
    plainName(column),
  )
}

/**
 * Names that are a case's where nothing says it better and nobody is named: `number` of a service desk, `stay_id` of a
 * hospital.
 */
export function mayNameCase(column: string): boolean {
  return /^(number|numero|key|reference|issue_?key)$|^(?:issue|project|shipment|delivery|lead|opportunity|loan|permit|declaration|deal|encounter|admission|hadm|stay|episode|lot|job|run|execution|flow|thread|correlation|transaction|process|document|item|task|po|so|work_?order|purchase_?order|sales_?order|object|entity|subject|group)(_?id|_key|_no|_nr|_number|_ref)$|^(work|purchase|sales)_?order$/.test(
    plainName(column),
  )
}

/** Whether bare digits in a column of that name may be a time; a column that nobody named may hold anything. */
export function isTimeName(column: string): boolean {
  const plain = plainName(column)
  return (
    nameRank(column, 'timestamp') !== undefined ||
    /(^|_)(time|date|ts|epoch|unix|heure|jour|day)(_|$)|_at$|_on$|timestamp|tstamp|horodat|^column_\d+$/.test(plain)
  )
}

/** The other end of an interval: `ts_max` of `ts_min`, `date_fin` of `date_debut`. */
export function isEndOf(end: string, start: string): boolean {
  const pairs = [
    ['min', 'max'],
    ['start', 'end'],
    ['started', 'ended'],
    ['begin', 'end'],
    ['from', 'to'],
    ['debut', 'fin'],
    ['start', 'complete'],
    ['started', 'completed'],
    ['startdate', 'enddate'],
  ]
  const words = (name: string) => plainName(name).split('_')
  return pairs.some(([first, last]) => {
    const opened = words(start)
    return opened.includes(first!) && opened.map(word => (word === first ? last : word)).join() === words(end).join()
  })
}

/** Numbers in form, names in use: identifiers, codes, telephone numbers stay text. */
export function isCodeName(column: string): boolean {
  const plain = plainName(column)
  if (/^(number|nombre|nb)_(of|de)_|^nb_/.test(plain)) return false
  return /(^|_)(id|ids|uuid|code|codes|zip|cp|postal|siret|siren|iban|phone|tel|telephone|number|numero|no|num|nr|ref|reference|ean|isbn|sku|version|resource)(_|$)/.test(
    plain,
  )
}

/** Whether a log was written by this product, where a customer is one though they share a case with others. */
export function isOwnLog(header: readonly string[]): boolean {
  const said = new Set(header)
  const own = ['concept:name', 'time:timestamp', 'channel', 'customer']
  return own.every(column => said.has(column)) && (said.has('anonymous_id') || header[3] === 'channel')
}
