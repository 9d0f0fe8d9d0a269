import { Link } from '@tanstack/react-router'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'

/** A customer, by the ends of their id; a link for those who may read customers. */
export function CustomerLink({ customer }: { customer: string }) {
  const workspace = useWorkspaceKey()
  const may = useMay()
  if (!may('customer.read')) return `…${customer.slice(-6)}`
  return (
    <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer }}>
      {customer.slice(0, 4)}…{customer.slice(-6)}
    </Link>
  )
}
