import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { sealWith, unseal } from '../collecting/index.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import type { Answer, Question } from '../vocabulary/survey/survey.ts'

/** What of a response is sealed: who answered, and what they wrote. Each part has a key of its own and is forgotten apart. */
export const sealedParts = ['identity', 'words'] as const
export type SealedPart = (typeof sealedParts)[number]

/** Which part the answers of a question belong to; undefined for those that say nothing of a person. */
export function sealedPartOf({ kind }: Pick<Question, 'kind'>): SealedPart | undefined {
  return kind === 'contact' ? 'identity' : kind === 'text' ? 'words' : undefined
}

type Secrets = Pick<Installation, 'secret'>

const masterOf = (installation: Secrets): KeyObject => createSecretKey(installation.secret('listening.answers'))

/** Gives a function that seals answers of one response; its keys are made at the first answer of each part. */
export function sealerOf(
  installation: Secrets,
  transaction: Queryable,
  { workspace, id }: { readonly workspace: number; readonly id: string },
): (part: SealedPart, answer: Answer) => Promise<Buffer> {
  const master = masterOf(installation)
  const keys = new Map<SealedPart, Promise<Buffer>>()
  const keyOf = async (part: SealedPart) => {
    // Somebody else may have made it meanwhile: theirs is the one that is stored.
    const row = await transaction.first(sql<{ wrapped: Buffer }>`
      insert into listening.answer_keys (workspace_id, response_id, part, wrapped)
      values (${workspace}, ${id}, ${part}, ${sealWith(master, randomBytes(32))})
      on conflict (workspace_id, response_id, part) do update set wrapped = answer_keys.wrapped
      returning wrapped`)
    return unseal(master, row!.wrapped)
  }
  return async (part, answer) => {
    const key = keys.get(part) ?? keyOf(part)
    keys.set(part, key)
    return sealWith(await key, Buffer.from(JSON.stringify(answer)))
  }
}

/** Gives a function that opens sealed answers, each with the wrapped key of its response. Ask only for those who may read. */
export function openerOf(installation: Secrets): (wrapped: Buffer, sealed: Buffer) => Answer {
  const master = masterOf(installation)
  return (wrapped, sealed) => JSON.parse(unseal(unseal(master, wrapped), sealed).toString('utf8')) as Answer
}

/** An answer as it is stored: open, sealed, or, forgotten since, neither. */
export type StoredAnswer = {
  readonly value: Answer | null
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
}

/** Undefined for one that was forgotten. */
export function openedAnswer(open: ReturnType<typeof openerOf>, stored: StoredAnswer): Answer | undefined {
  if (stored.sealed && stored.wrapped) return open(stored.wrapped, stored.sealed)
  return stored.value ?? undefined
}

/** The key of a sealed answer, for a query over `listening.answers`. Every key of a response but one opens nothing of it. */
export const joinKeys = sql`
  left join lateral (
    select wrapped from listening.answer_keys as held
    where answers.sealed is not null and held.workspace_id = answers.workspace_id
      and held.response_id = answers.response_id and held.part = answers.part
  ) as keys on true`
