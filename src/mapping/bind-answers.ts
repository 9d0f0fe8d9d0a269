import { audit } from '../admitting/index.ts'
import type { Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { type BindingRule, givesVisits } from '../vocabulary/binding.ts'
import { newId } from '../vocabulary/id.ts'
import { noticingChanges } from './measured-definition.ts'
import { stampOf } from './stamp.ts'
import { putBinding, readBindings } from './store/bindings.ts'
import { readLibrary } from './store/library.ts'

/**
 * Sees to it that what is answered about a touchpoint moves its curve: a rule that takes events of that name whose
 * property `touchpoint` names it for answers, and for no visits. Made once; nothing is done for a touchpoint that is gone.
 */
export async function bindAnswers(
  context: Context,
  transaction: Transaction,
  { touchpoint, event }: { readonly touchpoint: string; readonly event: string },
): Promise<void> {
  const workspace = context.workspace.number
  await noticingChanges(context, transaction, async () => {
    const { library } = await readLibrary(transaction, workspace)
    if (!library.touchpoints.some(one => one.id === touchpoint)) return
    const rules = await readBindings(transaction, workspace)
    if (rules.some(rule => rule.touchpoint === touchpoint && !givesVisits(rule))) return
    const rule: BindingRule = {
      id: newId('bnd', context.now()),
      touchpoint,
      priority: 100,
      when: {
        all: [
          { field: 'type', op: 'eq', value: event },
          { field: 'properties.touchpoint', op: 'eq', value: touchpoint },
        ],
      },
      merge: null,
      visit: null,
      gives: 'answer',
      validFrom: null,
      validUntil: null,
    }
    await putBinding(transaction, workspace, rule, stampOf(context))
    await audit(context, transaction, 'binding.saved', { binding: rule.id, touchpoint })
  })
}
