import type { Installation } from '../../../feature.ts'
import { fileRulesOf, isFile, isFileId, mostMegabytes } from '../../../vocabulary/survey/sent-file.ts'
import { type Question, questionsOf, type Survey } from '../../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../../vocabulary/survey/survey-answers.ts'
import { longestForm, readLimited } from '../read-limited.ts'
import { countRequests } from '../requests-counted.ts'
import { type FaultWords, full, otherFormat, tooLarge, tooMuch } from './file-faults.ts'
import { formatFacts, formatOf, type StoredFormat, tellingBytes } from './file-format.ts'
import { keepArrived, knownFiles } from './files-store.ts'
import { boundaryOf, type Piece, readMultipart } from './read-multipart.ts'
import { withoutMetadata } from './without-metadata.ts'

const megabyte = 1024 * 1024
/** All the files of a response, with room for what parts them; a body is read to its end as long as it is no longer. */
const longestBody = (mostMegabytes + 20) * megabyte
/** What is in memory of files of all that send at once. */
const mostHeld = 80 * megabyte
const mostParts = 600
/** Thirty customers of one shop send a few photos each within the hour; a programme that would fill the disk does not. */
const maySendBytes = countRequests(500 * megabyte, 3_600_000)

let held = 0

export type ReadForm = {
  readonly form: URLSearchParams
  /** Files that cannot be taken. The other answers of the page are judged with them. */
  readonly faults: readonly AnswerFault[]
  /** What the answer says where there are such files: too large (413), or another format (415). */
  readonly status?: 413 | 415
}

type Where = {
  readonly workspace: number
  readonly surveyId: string
  readonly survey: Survey
  readonly response?: string
  readonly addressToken: string
}

/**
 * The form of a page, with files or without. A file that can be taken is kept, and stands in the form by its name; one
 * that cannot is told. `tooLong` where there is more than a page may hold, `busy` where too much is sent at once.
 */
export async function readForm(
  installation: Installation,
  request: Request,
  where: Where,
): Promise<ReadForm | 'tooLong' | 'busy'> {
  const boundary = boundaryOf(request.headers.get('content-type'))
  if (boundary === undefined) {
    const text = await readLimited(request)
    return text === undefined ? 'tooLong' : { form: new URLSearchParams(text), faults: [] }
  }
  if (Number(request.headers.get('content-length') ?? 0) > longestBody) return 'tooLong'
  const taking = openTaking(installation, where)
  try {
    for await (const piece of readMultipart(limited(request.body ?? []), boundary)) {
      const end = await taking.take(piece)
      if (end) return end
    }
    return await taking.done()
  } catch (error) {
    if (error === tooLong) return 'tooLong'
    throw error
  } finally {
    taking.let()
  }
}

const tooLong = Symbol('too long')

async function* limited(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > longestBody) throw tooLong
    yield chunk
  }
}

type Taken = { readonly question: Question; readonly format: StoredFormat; readonly chunks: Buffer[]; size: number }

/** Holds at most one file at a time, and of one that is not wanted nothing. */
function openTaking(installation: Installation, { workspace, surveyId, survey, response, addressToken }: Where) {
  const questions = new Map(questionsOf(survey).map(one => [one.id, one]))
  const form = new URLSearchParams()
  const faults: AnswerFault[] = []
  const statuses: (413 | 415)[] = []
  const arrived = new Map<string, string[]>()
  let name = ''
  let parts = 0
  let textBytes = 0
  let text: Buffer[] | undefined
  let asked: Question | undefined
  /** The first bytes of a file, until they tell what it is. */
  let head: Buffer = Buffer.alloc(0)
  let file: Taken | undefined
  let mine = 0

  const hold = (bytes: number) => {
    held += bytes
    mine += bytes
  }
  const drop = () => {
    held -= mine
    mine = 0
    file = undefined
  }
  const refuse = (fault: FaultWords, status?: 413 | 415) => {
    if (asked && !faults.some(({ question }) => question === asked!.id)) faults.push({ question: asked.id, ...fault })
    if (status) statuses.push(status)
    asked = undefined
    drop()
  }
  const begin = (): void => {
    if (!asked) return
    const format = formatOf(head)
    const { takes } = fileRulesOf(asked)
    if (!format || !takes.includes(formatFacts[format].taken)) refuse(otherFormat(asked), 415)
    else file = { question: asked, format, chunks: [], size: 0 }
  }
  const add = (bytes: Buffer): 'busy' | undefined => {
    if (!file || !asked) return
    const { megabytes } = fileRulesOf(asked)
    if (file.size + bytes.length > megabytes * megabyte) {
      refuse(tooLarge(megabytes), 413)
      return
    }
    if (held + bytes.length > mostHeld) return 'busy'
    hold(bytes.length)
    file.chunks.push(Buffer.from(bytes))
    file.size += bytes.length
    return
  }
  const end = async (): Promise<'busy' | undefined> => {
    if (head.length > 0 && head.length < tellingBytes) begin()
    if (!file || !asked) return
    const { question, format, chunks, size } = file
    const content = withoutMetadata(format, Buffer.concat(chunks))
    if (!content) {
      refuse(otherFormat(question), 415)
      return
    }
    if (!maySendBytes(addressToken, installation.now(), size)) return 'busy'
    const kept = await keepArrived(
      installation,
      { workspace, survey: surveyId, question: question.id },
      { format, content },
    )
    if (kept === undefined) refuse(full)
    else arrived.set(question.id, [...(arrived.get(question.id) ?? []), kept])
    drop()
    return
  }

  return {
    async take(piece: Piece): Promise<'tooLong' | 'busy' | undefined> {
      if (piece.kind === 'begins') {
        if (++parts > mostParts) return 'tooLong'
        name = piece.name
        head = Buffer.alloc(0)
        asked = undefined
        text = piece.isFile ? undefined : []
        if (!piece.isFile) return
        const question = name.startsWith('q:') ? questions.get(name.slice(2)) : undefined
        if (question && isFile(question)) asked = question
        // A file for a question that takes none is an answer to no question: the judge says so.
        else form.append(`${name}?`, '')
        return
      }
      if (piece.kind === 'ends') {
        if (text) form.append(name, Buffer.concat(text).toString('utf8'))
        text = undefined
        return await end()
      }
      if (text) {
        textBytes += piece.bytes.length
        if (textBytes > longestForm) return 'tooLong'
        text.push(Buffer.from(piece.bytes))
        return
      }
      if (head.length >= tellingBytes) return add(piece.bytes)
      head = Buffer.concat([head, piece.bytes])
      if (head.length < tellingBytes) return
      begin()
      return add(head)
    },
    /** What is no longer there, or too much together, is told with the rest. */
    async done(): Promise<ReadForm> {
      for (const question of questions.values()) {
        if (!isFile(question)) continue
        const name = `q:${question.id}`
        const fresh = arrived.get(question.id) ?? []
        const named = form.getAll(name).filter(isFileId)
        // Where one file is wanted, the one that was just chosen takes the place of the one before.
        const all = fileRulesOf(question).most === 1 && fresh.length === 1 ? fresh : [...named, ...fresh]
        form.delete(name)
        for (const one of all) form.append(name, one)
      }
      const all = [...questions.values()].filter(isFile).flatMap(({ id }) => form.getAll(`q:${id}`))
      const where = { workspace, survey: surveyId, ...(response ? { response } : {}) }
      const sizes = [...(await knownFiles(installation.postgres, where, all)).values()]
      const over = sizes.reduce((sum, { size }) => sum + size, 0) > mostMegabytes * megabyte
      const [last] = [...arrived.keys()].slice(-1)
      if (over && last !== undefined) {
        faults.push({ question: last, ...tooMuch })
        statuses.push(413)
        form.delete(`q:${last}`)
      }
      const [status] = statuses
      return { form, faults, ...(status ? { status } : {}) }
    },
    let: drop,
  }
}
