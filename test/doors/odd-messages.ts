/** Messages that broke something somewhere, each by its JSON text: `ID` is replaced by an id of its own. */
export const oddMessages: readonly (readonly [what: string, json: string])[] = [
  [
    'a channel named like a property of every object',
    '{"type":"track","event":"Odd","anonymousId":"ID","properties":{"channel":"constructor"}}',
  ],
  [
    'another one',
    '{"type":"track","event":"Odd","anonymousId":"ID","channel":"__proto__","context":{"channel":"toString"}}',
  ],
  [
    'the prototype as a property',
    '{"type":"track","event":"Odd","anonymousId":"ID","properties":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
  ],
  [
    'the prototype as a trait',
    '{"type":"identify","anonymousId":"ID","traits":{"__proto__":"x","constructor":"y","toString":"z","hasOwnProperty":1}}',
  ],
  ['the prototype of the message', '{"__proto__":{"polluted":true},"type":"track","event":"Odd","anonymousId":"ID"}'],
  [
    'the prototype in consents',
    '{"type":"track","event":"Odd","anonymousId":"ID","context":{"consent":{"categoryPreferences":{"__proto__":true,"constructor":false}}}}',
  ],
  [
    'a key given twice: the last counts',
    '{"type":"track","event":"First","event":"Odd","anonymousId":"ID","properties":{"a":1,"a":2}}',
  ],
  [
    'lone surrogates',
    '{"type":"track","event":"Odd \\ud800","anonymousId":"ID","properties":{"key \\udc00":"value \\ud83d"}}',
  ],
  [
    'NUL',
    '{"type":"track","event":"Odd\\u0000","anonymousId":"ID","properties":{"a\\u0000b":"c\\u0000d","numbers\\u0000":1}}',
  ],
  [
    'numbers beyond numbers',
    '{"type":"track","event":"Odd","anonymousId":"ID","properties":{"a":1e400,"b":-1e400,"c":9223372036854775808,"d":5e-324,"e":-0,"nps":1e308,"csat":1e400}}',
  ],
  [
    'a trait before the epoch',
    '{"type":"identify","anonymousId":"ID","traits":{"plan":"gold","email":"odd@example.org"},"timestamp":"1950-01-01T00:00:00Z"}',
  ],
  ['a clock at the epoch', '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":"1970-01-01T00:00:00Z"}'],
  ['a clock before the calendar', '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":-62198755200000}'],
  [
    'a clock after the calendar',
    '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":"+275760-09-13T00:00:00Z"}',
  ],
  [
    'a clock that sent a century after',
    '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":"1900-01-01T00:00:00Z","sentAt":"2199-01-01T00:00:00Z"}',
  ],
  [
    'a clock that is a word',
    '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":"yesterday","sentAt":"NaN","originalTimestamp":{}}',
  ],
  ['empty names', '{"type":"track","event":"Odd","anonymousId":"ID","properties":{"":"v"," ":1,".":{"":2}}}'],
  [
    'objects where texts are expected',
    '{"type":"track","event":"Odd","anonymousId":"ID","messageId":{"a":1},"context":[],"properties":"text","integrations":5}',
  ],
  [
    'texts where objects are expected',
    '{"type":"track","event":"Odd","anonymousId":"ID","context":{"device":{"type":5},"userAgent":{},"campaign":"x","page":[],"traits":"y","externalIds":"z","consent":7}}',
  ],
  ['a number for an id', '{"type":"track","event":"Odd","anonymousId":1e21,"userId":"ID"}'],
  ['an alias of oneself', '{"type":"alias","userId":"ID","previousId":"ID"}'],
  ['a group without a group', '{"type":"group","userId":"ID","groupId":null,"traits":[]}'],
  ['a position below nothing', '{"type":"track","event":"Odd","anonymousId":"ID","position":-1}'],
  ['a position between two', '{"type":"track","event":"Odd","anonymousId":"ID","position":1.5}'],
  ['a position beyond counting', '{"type":"track","event":"Odd","anonymousId":"ID","position":1e12}'],
  ['a very long key', `{"type":"track","event":"Odd","anonymousId":"ID","properties":{"${'k'.repeat(9_000)}":"v"}}`],
  ['a very long name', `{"type":"track","event":"${'Odd '.repeat(4_000)}","anonymousId":"ID"}`],
  [
    'many properties',
    `{"type":"track","event":"Odd","anonymousId":"ID","properties":{${Array.from({ length: 900 }, (_, n) => `"k${n}":${n}`).join(',')}}}`,
  ],
  [
    'a year of the first century',
    '{"type":"track","event":"Odd","anonymousId":"ID","timestamp":"0001-01-01T00:00:00Z"}',
  ],
]

export const nested = (depth: number) =>
  `{"type":"track","event":"Deep","anonymousId":"ID","properties":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`
