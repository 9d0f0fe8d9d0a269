/**
 * Words that the passwords people reuse are made of, in the two languages of the product. Lists of leaked passwords
 * are mostly these, dressed with digits and signs; at twelve characters and more little else of them is left.
 */
const words = `
  password passwort passwd motdepasse mdp secret login admin administrator administrateur root user utilisateur guest
  test demo default changeme letmein welcome bienvenue bonjour bonsoir salut hello coucou hola iloveyou jetaime lovely
  azerty azertyuiop qwerty qwertyuiop qwertz qwertzuiop asdf asdfgh asdfghjkl qsdf qsdfgh qsdfghjklm zxcvbn zxcvbnm wxcvbn
  abc abcd abcdef football soccer baseball basketball rugby liverpool chelsea arsenal barcelona marseille paris lyon france
  london england soleil sunshine princess princesse doudou loulou chouchou nounours chocolat chocolate monkey dragon tiger
  shadow master superman batman spiderman starwars pokemon naruto minecraft fortnite nicolas camille julien thomas michael
  charlie jordan jennifer daniel ashley freedom whatever trustno computer ordinateur internet google facebook samsung
  company entreprise societe parcours customer client spring summer autumn winter printemps ete automne hiver
  january february march april may june july august september october november december
  janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
`
  .trim()
  .split(/\s+/)
  .sort((a, b) => b.length - a.length)

const letterOfSign: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b' },
  ...{ '@': 'a', $: 's', '€': 'e' },
}

const rows = ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm']

/** Whether a password is one that guessers try first; `about` are the member's own name and address. */
export function isCommonPassword(password: string, about: readonly string[] = []): boolean {
  const plain = plainLetters(password)
  return (
    /^\d+$/.test(plain) ||
    new Set(plain).size < 5 ||
    isMostlySteps(plain) ||
    isFewWords(plain.replace(/[^a-z]/g, '')) ||
    isFewWords(withoutSigns(plain)) ||
    saysLittleBeyond(plain, about)
  )
}

/** Lower case, without accents. */
function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}

/** `p@ssw0rd2026!` → `password`: the ornaments at both ends go, those inside become letters again. */
function withoutSigns(plain: string): string {
  const core = plain.replace(/^[^a-z@$€]+|[^a-z@$€]+$/g, '')
  return [...core]
    .map(letter => letterOfSign[letter] ?? letter)
    .join('')
    .replace(/[^a-z]/g, '')
}

/** Made of one or two of the words, however often repeated; three different ones are a passphrase. */
function isFewWords(letters: string): boolean {
  if (letters === '') return false
  const different = new Set<string>()
  let rest = letters
  while (rest !== '') {
    const word = words.find(candidate => rest.startsWith(candidate))
    if (!word) return false
    different.add(word)
    rest = rest.slice(word.length)
  }
  return different.size <= 2
}

/** `abcdefgh1234`, `poiuytreza`: nearly every character is the neighbour of the one before. */
function isMostlySteps(plain: string): boolean {
  let steps = 0
  for (let place = 1; place < plain.length; place++) if (areNeighbours(plain[place - 1]!, plain[place]!)) steps++
  return steps >= 0.7 * (plain.length - 1)
}

function areNeighbours(one: string, other: string): boolean {
  if (Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) <= 1) return true
  return rows.some(
    row => row.includes(one) && row.includes(other) && Math.abs(row.indexOf(one) - row.indexOf(other)) === 1,
  )
}

/** What is left once the member's own name and address are taken out is too short to protect anything. */
function saysLittleBeyond(plain: string, about: readonly string[]): boolean {
  let rest = plain
  for (const known of about.flatMap(text => plainLetters(text).split(/[^a-z0-9]+/))) {
    if (known.length >= 4) rest = rest.replaceAll(known, '')
  }
  return rest.length < 8
}
