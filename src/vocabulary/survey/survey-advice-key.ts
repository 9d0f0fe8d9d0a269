/** What a piece of advice is called where its author set it aside: what it says, and of what. */
export const adviceKey = ({ code, at = '' }: { readonly code: string; readonly at?: string }): string =>
  `${code} ${at}`.trim()
