import { Alert } from '@mantine/core'
import { useSentence } from './Trouble.tsx'

/** Why something asked for was refused, beside where it was asked. Nothing while there is nothing to say. */
export function Refused({ error }: { error: unknown }) {
  const sentence = useSentence()
  if (!error) return null
  return (
    <Alert color="red" variant="light" role="alert">
      {sentence(error)}
    </Alert>
  )
}
