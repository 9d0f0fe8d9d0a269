/**
 * What a condition of a SurveyJS file says, as a tree. Its language is text; only what compares one answer to a value is
 * read, for that is all that our own conditions say.
 */
export type Expression =
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly not: Expression }
  | { readonly of: string; readonly is: Comparison; readonly to: readonly Value[] }

export type Value = string | number | boolean
export type Comparison =
  | 'equal'
  | 'notEqual'
  | 'greater'
  | 'atLeast'
  | 'less'
  | 'atMost'
  | 'empty'
  | 'notEmpty'
  | 'anyOf'
  | 'allOf'
  | 'noneOf'

const operators: Readonly<Record<string, Comparison>> = {
  '=': 'equal',
  '==': 'equal',
  equal: 'equal',
  '<>': 'notEqual',
  '!=': 'notEqual',
  notequal: 'notEqual',
  '>': 'greater',
  greater: 'greater',
  '>=': 'atLeast',
  '=>': 'atLeast',
  greaterorequal: 'atLeast',
  '<': 'less',
  less: 'less',
  '<=': 'atMost',
  '=<': 'atMost',
  lessorequal: 'atMost',
  contains: 'anyOf',
  contain: 'anyOf',
  '*=': 'anyOf',
  anyof: 'anyOf',
  allof: 'allOf',
  notcontains: 'noneOf',
  notcontain: 'noneOf',
  noneof: 'noneOf',
  empty: 'empty',
  notempty: 'notEmpty',
}
const turned: Partial<Record<Comparison, Comparison>> = {
  equal: 'equal',
  notEqual: 'notEqual',
  greater: 'less',
  atLeast: 'atMost',
  less: 'greater',
  atMost: 'atLeast',
}

type Token = { readonly kind: 'name' | 'value' | 'word' | 'sign'; readonly text: string; readonly value?: Value }
type Operand = { readonly name: string } | { readonly values: readonly Value[] }

const longest = 2000
const deepest = 30
const token =
  /\s*(?:\{([^{}]{1,200})\}|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?)|(&&|\|\||==|=>|=<|<>|!=|>=|<=|\*=|[=<>!()[\],])|([A-Za-z]+))/y

/** The tree of an expression; undefined where it says something that is not read here. */
export function readExpression(text: string): Expression | undefined {
  if (text.length > longest) return undefined
  const tokens = tokensOf(text)
  if (!tokens) return undefined
  let at = 0
  const peek = () => tokens[at]
  const isNext = (...texts: string[]) => {
    const next = tokens[at]
    return (next?.kind === 'sign' || next?.kind === 'word') && texts.includes(next.text)
  }
  const take = (...texts: string[]) => {
    if (!isNext(...texts)) return false
    at++
    return true
  }
  const either = (depth: number): Expression | undefined => {
    const parts = [both(depth)]
    while (take('or', '||')) parts.push(both(depth))
    return joined(parts, 'any')
  }
  const both = (depth: number): Expression | undefined => {
    const parts = [one(depth)]
    while (take('and', '&&')) parts.push(one(depth))
    return joined(parts, 'all')
  }
  const one = (depth: number): Expression | undefined => {
    if (depth > deepest) return undefined
    if (take('!', 'not', 'negate')) {
      const inner = one(depth + 1)
      return inner && { not: inner }
    }
    if (take('(')) {
      const inner = either(depth + 1)
      return inner && take(')') ? inner : undefined
    }
    return comparison()
  }
  const comparison = (): Expression | undefined => {
    const left = operand()
    const is = operators[peek()?.kind === 'sign' || peek()?.kind === 'word' ? peek()!.text : '']
    if (!left || !is) {
      // A bare answer holds where it is true.
      return left && 'name' in left ? { of: left.name, is: 'equal', to: [true] } : undefined
    }
    at++
    if (is === 'empty' || is === 'notEmpty') return 'name' in left ? { of: left.name, is, to: [] } : undefined
    const right = operand()
    if (!right) return undefined
    if ('name' in left && 'values' in right) return { of: left.name, is, to: right.values }
    const back = turned[is]
    if ('values' in left && 'name' in right && back) return { of: right.name, is: back, to: left.values }
    if ('values' in left && 'name' in right && is === 'anyOf') return { of: right.name, is, to: left.values }
    return undefined
  }
  const operand = (): Operand | undefined => {
    const next = peek()
    if (next?.kind === 'name') {
      at++
      return { name: next.text }
    }
    if (next?.kind === 'value') {
      at++
      return { values: [next.value!] }
    }
    if (!take('[')) return undefined
    const values: Value[] = []
    while (!take(']')) {
      const item = peek()
      if (item?.kind !== 'value') return undefined
      values.push(item.value!)
      at++
      if (!take(',') && !isNext(']')) return undefined
    }
    return { values }
  }
  const tree = either(0)
  return at === tokens.length ? tree : undefined
}

function joined(parts: readonly (Expression | undefined)[], way: 'all' | 'any'): Expression | undefined {
  const known = parts.filter(part => part !== undefined)
  if (known.length < parts.length) return undefined
  return known.length === 1 ? known[0] : way === 'all' ? { all: known } : { any: known }
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  const rest = text.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < rest.length) {
    const found = token.exec(rest)
    if (!found) return undefined
    const [, name, single, double, number, sign, word] = found
    const quoted = single ?? double
    if (name !== undefined) tokens.push({ kind: 'name', text: name.trim() })
    else if (quoted !== undefined) tokens.push({ kind: 'value', text: quoted, value: quoted.replace(/\\(.)/g, '$1') })
    else if (number !== undefined) tokens.push({ kind: 'value', text: number, value: Number(number) })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (word) {
      const small = word.toLowerCase()
      if (small === 'true' || small === 'false') tokens.push({ kind: 'value', text: small, value: small === 'true' })
      else tokens.push({ kind: 'word', text: small })
    }
  }
  return tokens
}
