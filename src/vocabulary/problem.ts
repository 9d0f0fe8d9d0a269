/**
 * A refusal that a reader can act on. Everything the product refuses is thrown as a problem; anything else thrown
 * is a bug. `sentences` holds the words in French and English; `{name}` is replaced by the detail of that name.
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, details: Readonly<Record<string, unknown>>) {
    super(problemSentence(code, details, 'en'))
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.details = details
  }
}

/** Makes the refusal `code`: `throw problem('map_not_found', { mapId })`. */
export function problem(code: ProblemCode, details: Readonly<Record<string, unknown>> = {}): Problem {
  return new Problem(code, details)
}

/** The sentence a person reads, in `locale`, with the details filled in. */
export function problemSentence(
  code: ProblemCode,
  details: Readonly<Record<string, unknown>>,
  locale: 'fr' | 'en',
): string {
  return problems[code][locale].replace(/( de )?\{(\w+)\}/g, (_, of: string | undefined, name: string) => {
    const word = wordIn(details[name], locale)
    // French elides: « pas d’événement ».
    return of !== undefined && isThing(details[name]) && /^[aeéiou]/.test(word) ? ` d’${word}` : `${of ?? ''}${word}`
  })
}

const isThing = (detail: unknown): detail is string => typeof detail === 'string' && Object.hasOwn(things, detail)

/** A detail may itself come in both languages: `{ reason: { fr, en } }`. */
function wordIn(detail: unknown, locale: 'fr' | 'en'): string {
  if (typeof detail === 'object' && detail !== null && locale in detail)
    return String((detail as Record<string, unknown>)[locale])
  return isThing(detail) ? things[detail]![locale] : String(detail ?? '')
}

/** What `not_found` and others name, in both languages. */
const things: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  workspace: { fr: 'espace', en: 'workspace' },
  member: { fr: 'membre', en: 'member' },
  key: { fr: 'clé', en: 'key' },
  source: { fr: 'source', en: 'source' },
  session: { fr: 'session', en: 'session' },
  invitation: { fr: 'invitation', en: 'invitation' },
  page: { fr: 'page', en: 'page' },
  customer: { fr: 'client', en: 'customer' },
  event: { fr: 'événement', en: 'event' },
  import: { fr: 'import', en: 'import' },
  map: { fr: 'carte', en: 'map' },
  journey: { fr: 'parcours', en: 'journey' },
  version: { fr: 'version', en: 'version' },
  snapshot: { fr: 'instantané', en: 'snapshot' },
  review: { fr: 'revue', en: 'review' },
  decision: { fr: 'décision', en: 'decision' },
  'calendar address': { fr: 'adresse d’agenda', en: 'calendar address' },
  'public link': { fr: 'lien public', en: 'public link' },
  merge: { fr: 'fusion', en: 'merge' },
  touchpoint: { fr: 'point de contact', en: 'touchpoint' },
  department: { fr: 'service', en: 'department' },
  comment: { fr: 'commentaire', en: 'comment' },
  proposal: { fr: 'proposition', en: 'proposal' },
  workshop: { fr: 'atelier', en: 'workshop' },
  element: { fr: 'élément', en: 'element' },
  asset: { fr: 'processus, procédure ou outil', en: 'process, procedure or tool' },
  lane: { fr: 'ligne', en: 'lane' },
  segment: { fr: 'segment', en: 'segment' },
  survey: { fr: 'enquête', en: 'survey' },
  wave: { fr: 'vague', en: 'wave' },
  response: { fr: 'réponse', en: 'response' },
  message: { fr: 'message à renvoyer', en: 'message to be sent again' },
  address: { fr: 'adresse exclue', en: 'excluded address' },
  template: { fr: 'modèle', en: 'template' },
  step: { fr: 'étape', en: 'step' },
  picture: { fr: 'image', en: 'picture' },
  file: { fr: 'fichier', en: 'file' },
  'saved view': { fr: 'vue enregistrée', en: 'saved view' },
  watch: { fr: 'surveillance', en: 'watch' },
  alert: { fr: 'alerte', en: 'alert' },
  binding: { fr: 'règle de rattachement', en: 'binding rule' },
  'binding rule': { fr: 'règle de rattachement', en: 'binding rule' },
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code)
}

export type ProblemCode = keyof typeof problems

type Entry = { readonly status: number; readonly en: string; readonly fr: string }

const entry = (status: number, en: string, fr: string): Entry => ({ status, en, fr })

/** Every refusal of the product, one line each: HTTP status, English, French. */
const problems = {
  // Any room.
  input_invalid: entry(
    400,
    'The request is not well formed: {reason}.',
    'La demande n’est pas bien formée : {reason}.',
  ),
  not_found: entry(404, 'There is no {what} here with that address.', 'Il n’y a pas de {what} à cette adresse.'),
  event_unknown: entry(
    404,
    'No event called “{name}” was received here. Mind capitals and spaces, or choose one that the workspace has.',
    'Aucun événement nommé « {name} » n’a été reçu ici. Vérifiez majuscules et espaces, ou choisissez-en un que l’espace connaît.',
  ),
  touchpoint_unknown: entry(
    404,
    'The journey of this map has no such touchpoint: it was removed, or is of another map. Choose one of this map.',
    'Le parcours de cette carte n’a pas ce point de contact : il a été retiré, ou il est d’une autre carte. Choisissez-en un de cette carte.',
  ),
  body_too_large: entry(
    413,
    'The body is larger than {limit}. Send it in smaller parts, or import it as a file.',
    'Le corps dépasse {limit}. Envoyez-le en plusieurs parties, ou importez-le comme fichier.',
  ),
  address_too_long: entry(
    431,
    'The address and the headers are longer than {limit} together. Ask for less at once: fewer names, fewer steps.',
    'L’adresse et les en-têtes dépassent {limit} ensemble. Demandez-en moins à la fois : moins de noms, moins d’étapes.',
  ),
  body_not_json: entry(
    400,
    'The body is not JSON: {reason}. Send a JSON object.',
    'Le corps n’est pas du JSON : {reason}. Envoyez un objet JSON.',
  ),
  body_broken_gzip: entry(
    400,
    'The body says it is gzip but could not be unpacked. Send it again whole.',
    'Le corps est annoncé en gzip mais n’a pas pu être décompressé. Renvoyez-le en entier.',
  ),
  changed_meanwhile: entry(
    409,
    'Somebody else changed this since you opened it. Reload to see their version, then make your change again.',
    'Quelqu’un d’autre a modifié cet élément depuis que vous l’avez ouvert. Rechargez pour voir sa version, puis refaites votre modification.',
  ),
  no_opening_hours: entry(
    409,
    'The calendar of this workspace has no opening hours, so no time of them can be counted. An owner sets them under Settings, Opening hours; until then, count day and night.',
    'Le calendrier de cet espace n’a pas d’horaires d’ouverture : on ne peut pas en compter le temps. Un propriétaire les fixe dans Réglages, Horaires d’ouverture ; d’ici là, comptez jour et nuit.',
  ),
  too_many_views: entry(
    409,
    'The workspace holds {limit} saved views, the most it can. Remove some that nobody opens, then save again.',
    'L’espace de travail a {limit} vues enregistrées, le maximum. Retirez-en que personne n’ouvre, puis enregistrez de nouveau.',
  ),
  too_many_watches: entry(
    409,
    'The workspace watches {limit} measures, the most it can. Remove some that tell nobody anything, then watch again.',
    'L’espace de travail surveille {limit} mesures, le maximum. Retirez-en qui n’apprennent rien à personne, puis recommencez.',
  ),
  too_many_requests: entry(
    429,
    'Too many requests. Try again in {seconds} seconds.',
    'Trop de demandes. Réessayez dans {seconds} secondes.',
  ),
  store_unavailable: entry(
    503,
    'A database is not answering at the moment. Nothing was lost; try again in a few seconds.',
    'Une base de données ne répond pas pour le moment. Rien n’est perdu ; réessayez dans quelques secondes.',
  ),
  query_too_heavy: entry(
    503,
    'This question took longer or more memory than allowed. Narrow the period or the filter and ask again.',
    'Cette question a demandé plus de temps ou de mémoire que permis. Réduisez la période ou le filtre et recommencez.',
  ),
  internal: entry(
    500,
    'Something went wrong on our side. The request number is {requestId}; give it to whoever runs this installation.',
    'Une erreur est survenue de notre côté. Le numéro de la demande est {requestId} ; donnez-le à la personne qui gère cette installation.',
  ),
  egress_refused: entry(
    422,
    'The address {host} cannot be called from here: {reason}.',
    'L’adresse {host} ne peut pas être appelée d’ici : {reason}.',
  ),
  // Admitting.
  sign_in_required: entry(401, 'Sign in first.', 'Connectez-vous d’abord.'),
  sign_in_failed: entry(
    401,
    'The e-mail address or the password is not right.',
    'L’adresse e-mail ou le mot de passe n’est pas bon.',
  ),
  sign_in_slowed: entry(
    429,
    'Too many attempts. Wait {seconds} seconds, then try again.',
    'Trop de tentatives. Attendez {seconds} secondes, puis réessayez.',
  ),
  not_allowed: entry(
    403,
    'Your role does not allow this. Ask an owner of the workspace.',
    'Votre rôle ne le permet pas. Demandez à un propriétaire de l’espace.',
  ),
  origin_refused: entry(
    403,
    'This change was asked from another site and was refused.',
    'Cette modification a été demandée depuis un autre site et a été refusée.',
  ),
  link_expired: entry(
    410,
    'This link has already been used or has expired. Ask for a new one.',
    'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau.',
  ),
  password_too_weak: entry(
    400,
    'Choose a password of at least {minimum} characters that is not a common one.',
    'Choisissez un mot de passe d’au moins {minimum} caractères qui ne soit pas courant.',
  ),
  already_member: entry(
    409,
    'This person is already a member of the workspace.',
    'Cette personne est déjà membre de l’espace.',
  ),
  last_owner: entry(
    409,
    'A workspace keeps at least one owner. Make somebody else an owner first.',
    'Un espace garde au moins un propriétaire. Nommez d’abord un autre propriétaire.',
  ),
  key_unknown: entry(
    401,
    'This key is unknown or was revoked. Create one in Sources and use it as it is.',
    'Cette clé est inconnue ou révoquée. Créez-en une dans Sources et utilisez-la telle quelle.',
  ),
  key_not_for_this: entry(
    403,
    'This key may not do that: it has the scope {scope}.',
    'Cette clé ne permet pas cela : sa portée est {scope}.',
  ),
  workspace_key_taken: entry(
    409,
    'There is already a workspace with the key {key}.',
    'Il existe déjà un espace avec la clé {key}.',
  ),
  invitation_for_another: entry(
    403,
    'This invitation was made for {email}. Sign out, then sign in with that address.',
    'Cette invitation est destinée à {email}. Déconnectez-vous, puis connectez-vous avec cette adresse.',
  ),
  source_name_taken: entry(
    409,
    'There is already a source called {name}. Choose another name.',
    'Il existe déjà une source nommée {name}. Choisissez un autre nom.',
  ),
  // Collecting.
  backlog_full: entry(
    429,
    'Events arrive faster than they can be stored. Try again in {seconds} seconds; nothing already acknowledged is lost.',
    'Les événements arrivent plus vite qu’ils ne peuvent être enregistrés. Réessayez dans {seconds} secondes ; rien de ce qui est confirmé n’est perdu.',
  ),
  file_unreadable: entry(
    400,
    'The file could not be read: {reason}. {advice}',
    'Le fichier n’a pas pu être lu : {reason}. {advice}',
  ),
  columns_missing: entry(
    400,
    'These columns were not found: {columns}. The file has: {found}. Say which column is which.',
    'Ces colonnes n’ont pas été trouvées : {columns}. Le fichier contient : {found}. Indiquez quelle colonne correspond à quoi.',
  ),
  picture_unreadable: entry(
    400,
    'This is no picture that can be kept: PNG, JPEG and WebP are, whatever the file is called. Save it as one of these.',
    'Ce n’est pas une image qui se garde : PNG, JPEG et WebP le sont, quel que soit le nom du fichier. Enregistrez-la dans l’un de ces formats.',
  ),
  picture_svg: entry(
    400,
    'A drawing in SVG is not taken: it may hold programs, and fetch things from elsewhere. Save it as PNG.',
    'Un dessin SVG n’est pas accepté : il peut contenir des programmes et aller chercher des éléments ailleurs. Enregistrez-le en PNG.',
  ),
  picture_too_large: entry(
    413,
    'A picture weighs at most 2 MB and has at most 16 million pixels. Make it smaller.',
    'Une image pèse au plus 2 Mo et compte au plus 16 millions de pixels. Réduisez-la.',
  ),
  file_too_large: entry(
    413,
    'The file is larger than {limit}. Pack it with gzip, or split it.',
    'Le fichier dépasse {limit}. Compressez-le avec gzip, ou découpez-le.',
  ),
  file_no_room: entry(
    507,
    'There is not enough room on the disk of this installation to take the file. Make room, or pack it with gzip.',
    'Il n’y a pas assez de place sur le disque de cette installation pour prendre le fichier. Libérez de la place, ou compressez-le avec gzip.',
  ),
  upload_forgotten: entry(
    410,
    'This file is no longer kept: files are kept for a day. Choose it again.',
    'Ce fichier n’est plus conservé : les fichiers le sont un jour. Choisissez-le de nouveau.',
  ),
  import_errors_forgotten: entry(
    410,
    'The rows that this import could not read are no longer kept: they are personal data and are forgotten after {days} days. Run the import again to see them.',
    'Les lignes que cet import n’a pas pu lire ne sont plus conservées : ce sont des données personnelles, oubliées après {days} jours. Relancez l’import pour les revoir.',
  ),
  import_not_running: entry(409, 'This import is already over.', 'Cet import est déjà terminé.'),
  merge_refused: entry(
    409,
    'These two customers cannot be joined: {reason}.',
    'Ces deux clients ne peuvent pas être réunis : {reason}.',
  ),
  // Segmenting.
  segment_invalid: entry(
    400,
    'The rule of the segment means nothing as it is: {reason}.',
    'La règle du segment ne veut rien dire ainsi : {reason}.',
  ),
  segment_name_taken: entry(
    409,
    'There is already a segment called “{name}”. Choose another name, or archive that one.',
    'Il existe déjà un segment nommé « {name} ». Choisissez un autre nom, ou archivez celui-là.',
  ),
  too_many_segments: entry(
    409,
    'The workspace holds {limit} segments, the most it can. Archive some that nobody uses, then try again.',
    'L’espace de travail a {limit} segments, le maximum. Archivez-en que personne n’utilise, puis recommencez.',
  ),
  survey_unproven: entry(
    403,
    'This survey asks browsers to work for a response, and the proof of it lacks, was used, or is of another survey. Show the survey again.',
    'Cette enquête demande au navigateur un travail pour chaque réponse, et sa preuve manque, a servi, ou est d’une autre enquête. Affichez l’enquête à nouveau.',
  ),
  survey_group_too_small: entry(
    422,
    'Fewer than {minimum} answered this anonymous survey, or its other part: they could be guessed. Ask for more of it.',
    'Moins de {minimum} personnes ont répondu à cette enquête anonyme, ou à son autre partie : on les devinerait. Demandez-en une plus grande part.',
  ),
  segment_too_small: entry(
    409,
    'Fewer than {minimum} customers are in this list: too few to be told apart from others. Widen the period or the filter.',
    'Moins de {minimum} clients figurent dans cette liste : trop peu pour être distingués des autres. Élargissez la période ou le filtre.',
  ),
  segment_too_large: entry(
    409,
    'This list holds more than {limit} rows, too many to be put into a segment at once. Narrow the period or the filter, or make a segment by rule.',
    'Cette liste contient plus de {limit} lignes, trop pour en faire un segment d’un coup. Réduisez la période ou le filtre, ou créez un segment par règle.',
  ),
  segment_has_no_rule: entry(
    409,
    'This segment is a fixed list of customers: there is no rule to compute again.',
    'Ce segment est une liste fixe de clients : il n’y a pas de règle à recalculer.',
  ),
  // Listening.
  survey_file_invalid: entry(
    400,
    'The file cannot become a survey: {reason}.',
    'Le fichier ne peut pas devenir une enquête : {reason}.',
  ),
  survey_unfit: entry(
    422,
    'The survey cannot be published yet: {reason}',
    'L’enquête ne peut pas encore être publiée : {reason}',
  ),
  survey_never_published: entry(
    409,
    'This survey was never published: nobody can answer it yet. Publish it first.',
    'Cette enquête n’a jamais été publiée : personne ne peut encore y répondre. Publiez-la d’abord.',
  ),
  sending_unfit: entry(
    422,
    'These rules cannot ask anybody yet: {reason}',
    'Ces règles ne peuvent encore inviter personne : {reason}',
  ),
  too_many_links: entry(
    409,
    'This survey has {limit} addresses, the most it can. Make another survey, or share addresses between places.',
    'Cette enquête a {limit} adresses, le maximum. Créez une autre enquête, ou partagez des adresses entre lieux.',
  ),
  mail_not_ready: entry(409, 'Mail cannot leave yet. {reason}', 'Les e-mails ne peuvent pas encore partir. {reason}'),
  mail_refused: entry(
    422,
    'The mail server did not take it. It said: {said}',
    'Le serveur d’e-mail ne l’a pas accepté. Il a répondu : {said}',
  ),
  // Mapping.
  drawing_too_heavy: entry(
    503,
    'Drawing this map took longer or more memory than allowed. Draw fewer lanes or phases at a time, or split the map.',
    'Dessiner cette carte a demandé plus de temps ou de mémoire que permis. Dessinez moins de lignes ou de phases à la fois, ou découpez la carte.',
  ),
  map_invalid: entry(400, 'The map is not valid: {reason}.', 'La carte n’est pas valide : {reason}.'),
  talk_full: entry(
    409,
    'There can be at most {limit} {what} here. Resolve or remove some first.',
    'Il peut y avoir au plus {limit} {what} ici. Résolvez-en ou supprimez-en d’abord.',
  ),
  proposal_outdated: entry(
    409,
    'What this proposal would change was changed since it was made. Decline it, and ask for a new one if it still holds.',
    'Ce que cette proposition modifierait a changé depuis qu’elle a été faite. Refusez-la, et demandez-en une nouvelle si elle vaut encore.',
  ),
  already_decided: entry(
    409,
    'This proposal has already been decided on.',
    'Cette proposition a déjà reçu une décision.',
  ),
  workshop_running: entry(
    409,
    'A workshop is already running on this map. Close it first.',
    'Un atelier est déjà en cours sur cette carte. Clôturez-le d’abord.',
  ),
  workshop_closed: entry(
    409,
    'This workshop is closed: votes no longer change.',
    'Cet atelier est clos : les votes ne changent plus.',
  ),
  votes_spent: entry(
    409,
    'You have {votes} votes in all and would place {asked}. Take some back first.',
    'Vous avez {votes} votes en tout et en placeriez {asked}. Reprenez-en d’abord.',
  ),
  confidential_part: entry(
    403,
    'This would change a part of the map that you may not see. Ask somebody who sees the whole map to do it.',
    'Cela modifierait une partie de la carte que vous ne pouvez pas voir. Demandez à une personne qui voit toute la carte de le faire.',
  ),
  format_newer: entry(
    400,
    'The file is of format {found}; this version reads up to {supported}. Update Parcours to read it.',
    'Le fichier est au format {found} ; cette version lit jusqu’à {supported}. Mettez Parcours à jour pour le lire.',
  ),
  binding_invalid: entry(
    400,
    'The binding rule cannot be used: {reason}.',
    'La règle de rattachement ne peut pas être utilisée : {reason}.',
  ),
  import_collides: entry(
    409,
    'The file holds {count} elements whose ids already name something else here. Choose to keep what is here, to replace it, or to import copies.',
    'Le fichier contient {count} éléments dont l’identifiant désigne déjà autre chose ici. Choisissez de garder l’existant, de le remplacer, ou d’importer des copies.',
  ),
  map_damaged: entry(
    500,
    'Version {number} of this map is not what was published: its content does not match its fingerprint. Restore it from a backup.',
    'La version {number} de cette carte n’est plus celle qui a été publiée : son contenu ne correspond pas à son empreinte. Restaurez-la depuis une sauvegarde.',
  ),
} as const satisfies Record<string, Entry>
