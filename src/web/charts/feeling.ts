/** The three shades of feeling. Between them lies what is neither good nor bad. */
export function shadeOf(feeling: number): 'good' | 'even' | 'bad' {
  if (feeling > 0.1) return 'good'
  return feeling < -0.1 ? 'bad' : 'even'
}
