import { audit } from '../admitting/index.ts'
import type {
  listBindings as listBindingsRoute,
  removeBinding as removeBindingRoute,
  saveBinding as saveBindingRoute,
} from '../contract/map-bindings.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { ClickHouse } from '../engines/clickhouse/index.ts'
import { sql, text } from '../engines/clickhouse/index.ts'
import type { Context } from '../feature.ts'
import { type BindingRule, testsOf } from '../vocabulary/binding.ts'
import { checkRule } from '../vocabulary/binding-check.ts'
import { wholePattern } from '../vocabulary/pattern.ts'
import { problem } from '../vocabulary/problem.ts'
import { noticingChanges } from './measured-definition.ts'
import { differsFrom } from './seen-before.ts'
import { stampOf } from './stamp.ts'
import { deleteBinding, putBinding, readBinding, readBindings } from './store/bindings.ts'
import { readLibrary } from './store/library.ts'

export async function listBindings(
  context: Context,
  { query }: InputOf<typeof listBindingsRoute>,
): Promise<AnswerOf<typeof listBindingsRoute>> {
  const rules = await readBindings(context.postgres, context.workspace.number)
  return {
    bindings: rules.filter(rule => query.touchpoint === undefined || rule.touchpoint === query.touchpoint),
  }
}

/** Saves a rule under its id. Refused with `binding_invalid` when it cannot be run or could match nothing. */
export async function saveBinding(
  context: Context,
  { params, body }: InputOf<typeof saveBindingRoute>,
): Promise<AnswerOf<typeof saveBindingRoute>> {
  const workspace = context.workspace.number
  const rule: BindingRule = { ...body.rule, id: params.binding }
  await checkRuleInStore(context.clickhouse, rule)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const { library } = await readLibrary(transaction, workspace)
      if (!library.touchpoints.some(touchpoint => touchpoint.id === rule.touchpoint)) {
        throw problem('not_found', { what: 'touchpoint', id: rule.touchpoint })
      }
      const current = await readBinding(transaction, workspace, rule.id)
      if (body.before !== undefined && differsFrom({ rule: current ?? null }, { rule: body.before })) {
        throw problem('changed_meanwhile', { binding: rule.id })
      }
      await putBinding(transaction, workspace, rule, stampOf(context))
      await audit(context, transaction, 'binding.saved', { binding: rule.id, touchpoint: rule.touchpoint })
      return rule
    }),
  )
}

export async function removeBinding(
  context: Context,
  { params }: InputOf<typeof removeBindingRoute>,
): Promise<AnswerOf<typeof removeBindingRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const current = await readBinding(transaction, workspace, params.binding)
      if (!current) throw problem('not_found', { what: 'binding' })
      await deleteBinding(transaction, workspace, params.binding)
      await audit(context, transaction, 'binding.removed', { binding: current.id, touchpoint: current.touchpoint })
      return current
    }),
  )
}

/**
 * Checks the rule, and its patterns once more in the engine that will run them: the two follow one syntax, but a
 * pattern that only one of them takes would stop every measure of the journey.
 */
export async function checkRuleInStore(clickhouse: ClickHouse, rule: BindingRule): Promise<void> {
  checkRule(rule)
  const failing = rule.visit?.outcome?.failedWhen
  const patterns = [...testsOf(rule.when), ...(failing ? testsOf(failing) : [])].flatMap(test =>
    test.op === 'regex' ? [test.value] : [],
  )
  for (const pattern of patterns) {
    try {
      await clickhouse.first(sql`select match('', ${text(wholePattern(pattern))}) as matched`)
    } catch (error) {
      if (!/CANNOT_COMPILE_REGEXP|OptimizedRegularExpression/i.test(String(error))) throw error
      const reason = { en: `the pattern ${pattern} cannot be run`, fr: `le motif ${pattern} ne peut pas être exécuté` }
      throw Object.assign(problem('binding_invalid', { reason }), { cause: error })
    }
  }
}
