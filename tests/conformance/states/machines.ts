/** A small state machine and what it is started with. */
export interface Machine {
  readonly name: string
  readonly definition: object
  readonly input: unknown
}

type Fields = Readonly<Record<string, unknown>>

const machine = (name: string, input: unknown, states: Readonly<Record<string, Fields>>): Machine => ({
  name,
  input,
  definition: { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states },
})

/** A machine of one Pass state with an Output. */
const output = (
  name: string,
  Output: unknown,
  input: unknown = { a: 1, b: 'x', list: [3, 1, 2], nested: { c: null } },
) => machine(name, input, { only: { Type: 'Pass', Output, End: true } })

/** A state that fails inside a Parallel, with handlers around it. */
const failing = (name: string, fail: Fields, handlers: Fields, after: Readonly<Record<string, Fields>> = {}) =>
  machine(
    name,
    { a: 1 },
    {
      outer: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'bad', States: { bad: { Type: 'Fail', ...fail } } }],
        End: true,
        ...handlers,
      },
      ...after,
    },
  )

const each = (processor: Readonly<Record<string, Fields>>, fields: Fields = {}): Fields => ({
  Type: 'Map',
  ItemProcessor: { StartAt: Object.keys(processor)[0], States: processor },
  End: true,
  ...fields,
})

const pass = (fields: Fields = {}): Fields => ({ Type: 'Pass', End: true, ...fields })

const expressions: readonly Machine[] = [
  output('a number', '{% $states.input.a + 1 %}'),
  output('a fraction', '{% $states.input.a / 4 %}'),
  output('a text', "{% $states.input.b & '-' & $string($states.input.a) %}"),
  output('a truth value', '{% $states.input.a = 1 and $states.input.b != "y" %}'),
  output('an object with expressions', {
    sum: '{% $sum($states.input.list) %}',
    kept: 'text',
    deep: { n: '{% $count($states.input.list) %}' },
  }),
  output('a list with expressions', ['{% $states.input.a %}', 'b', 3, null, true]),
  output('null', null),
  output('null by path', '{% $states.input.nested.c %}'),
  output('an empty object', {}),
  output('the sorted list', '{% $sort($states.input.list) %}'),
  output('a mapped list', '{% $map($states.input.list, function($v) { $v * 10 }) %}'),
  output('a filtered list', '{% [$states.input.list[$ > 1]] %}'),
  output('a list of one', '{% [$states.input.list[$ = 3]] %}'),
  output('a reduced list', '{% $reduce($states.input.list, function($i, $j) { $i + $j }, 100) %}'),
  output('a merged object', '{% $merge([$states.input.nested, { "d": 4 }]) %}'),
  output('a conditional', '{% $states.input.a > 5 ? "much" : "little" %}'),
  output('a variable inside an expression', '{% ($x := $states.input.a; $y := $x + 1; $x * $y) %}'),
  output('keys of an object', '{% $sort($keys($states.input)) %}'),
  output('parts of a text', '{% $split("a/b/c", "/") %}'),
  output('a range', '{% [1..4] %}'),
  output('an unknown member', '{% $states.input.nothing %}'),
  output('an unknown member beside others', { a: '{% $states.input.nothing %}' }),
  output('a type error', '{% $states.input.b + 1 %}'),
  output('an unknown function', '{% $nonsense(1) %}'),
  output('an error by hand', '{% $error("by hand") %}'),
  output('a text that looks like an expression', 'a {% 1 %} b'),
  output('the input itself', '{% $states.input %}', 'plain text'),
  output('a list as input', '{% $count($states.input) %}', [1, 2, 3]),
  output('a number as input', '{% $states.input * 2 %}', 21),
  output('the name of the state', '{% $states.context.State.Name %}'),
  output('the input of the execution', '{% $states.context.Execution.Input.b %}'),
]

const flow: readonly Machine[] = [
  machine(
    'states hand their output on',
    { n: 1 },
    {
      first: { Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}' }, Next: 'second' },
      second: { Type: 'Pass', Output: { n: '{% $states.input.n * 10 %}' }, Next: 'third' },
      third: { Type: 'Succeed', Output: '{% $states.input.n %}' },
    },
  ),
  machine(
    'a state without Output hands its input on',
    { n: 1 },
    { first: { Type: 'Pass', Next: 'last' }, last: { Type: 'Succeed' } },
  ),
  machine(
    'a variable outlives its state',
    { n: 1 },
    {
      first: { Type: 'Pass', Assign: { kept: '{% $states.input.n %}', fixed: 'text' }, Output: {}, Next: 'last' },
      last: pass({ Output: { kept: '{% $kept %}', fixed: '{% $fixed %}' } }),
    },
  ),
  machine(
    'Output sees variables of before Assign',
    { n: 1 },
    {
      first: { Type: 'Pass', Assign: { v: 1 }, Next: 'second' },
      second: { Type: 'Pass', Assign: { v: 2 }, Output: '{% $v %}', Next: 'last' },
      last: pass({ Output: { before: '{% $states.input %}', now: '{% $v %}' } }),
    },
  ),
  machine(
    'Assign sees variables of before',
    { n: 1 },
    {
      first: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'second' },
      second: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Next: 'last' },
      last: pass({ Output: { a: '{% $a %}', b: '{% $b %}' } }),
    },
  ),
  machine('a variable that was never assigned', { n: 1 }, { only: pass({ Output: '{% $never %}' }) }),
  machine(
    'the first rule that holds',
    { n: 5 },
    {
      choice: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n > 9 %}', Next: 'many' },
          { Condition: '{% $states.input.n > 3 %}', Next: 'some' },
          { Condition: '{% true %}', Next: 'many' },
        ],
        Default: 'many',
      },
      many: pass({ Output: 'many' }),
      some: pass({ Output: 'some' }),
    },
  ),
  machine(
    'the default',
    { n: 1 },
    {
      choice: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n > 3 %}', Next: 'some' }], Default: 'other' },
      some: pass({ Output: 'some' }),
      other: pass({ Output: 'other' }),
    },
  ),
  machine(
    'no rule and no default',
    { n: 1 },
    {
      choice: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n > 3 %}', Next: 'some' }] },
      some: pass(),
    },
  ),
  machine(
    'a condition that is no truth value',
    { n: 1 },
    {
      choice: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n %}', Next: 'some' }], Default: 'some' },
      some: pass(),
    },
  ),
  machine(
    'a rule with Output and Assign',
    { n: 1 },
    {
      choice: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% $states.input.n = 1 %}',
            Assign: { one: 'yes' },
            Output: { was: '{% $states.input.n %}' },
            Next: 'last',
          },
        ],
      },
      last: pass({ Output: { one: '{% $one %}', was: '{% $states.input.was %}' } }),
    },
  ),
  machine(
    'a loop by Choice',
    { n: 0 },
    {
      count: { Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}' }, Next: 'again' },
      again: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n < 5 %}', Next: 'count' }], Default: 'last' },
      last: { Type: 'Succeed' },
    },
  ),
  machine('waiting no time', { n: 1 }, { wait: { Type: 'Wait', Seconds: 0, Output: { waited: true }, End: true } }),
  machine(
    'waiting for an expression',
    { n: 0 },
    { wait: { Type: 'Wait', Seconds: '{% $states.input.n %}', End: true } },
  ),
  machine(
    'waiting until a time that has gone by',
    { at: '2020-01-01T00:00:00Z' },
    { wait: { Type: 'Wait', Timestamp: '{% $states.input.at %}', End: true } },
  ),
  machine('waiting for a text', { n: 'x' }, { wait: { Type: 'Wait', Seconds: '{% $states.input.n %}', End: true } }),
  machine('an end with an error', { n: 1 }, { bad: { Type: 'Fail', Error: 'Own.Error', Cause: 'of its own' } }),
  machine(
    'an error by expressions',
    { n: 1 },
    {
      bad: {
        Type: 'Fail',
        Error: "{% 'E' & $string($states.input.n) %}",
        Cause: "{% 'c' & $string($states.input.n) %}",
      },
    },
  ),
]

const maps: readonly Machine[] = [
  machine('each item', [1, 2, 3], { map: each({ one: pass({ Output: '{% $states.input * 2 %}' }) }) }),
  machine(
    'items by expression',
    { list: [1, 2] },
    { map: each({ one: pass() }, { Items: '{% $states.input.list %}' }) },
  ),
  machine('items written out', {}, { map: each({ one: pass() }, { Items: ['a', 'b'] }) }),
  machine('no items', [], { map: each({ one: pass() }) }),
  machine('items that are none', { list: 5 }, { map: each({ one: pass() }, { Items: '{% $states.input.list %}' }) }),
  machine(
    'a selector',
    { list: [7, 8] },
    {
      map: each(
        { one: pass() },
        {
          Items: '{% $states.input.list %}',
          ItemSelector: {
            value: '{% $states.context.Map.Item.Value %}',
            index: '{% $states.context.Map.Item.Index %}',
          },
        },
      ),
    },
  ),
  machine('one at a time', [3, 2, 1], { map: each({ one: pass() }, { MaxConcurrency: 1 }) }),
  machine('a result by expression', [1, 2, 3], {
    map: each({ one: pass() }, { Output: '{% $sum($states.result) %}' }),
  }),
  machine('variables from outside', [1, 2], {
    first: { Type: 'Pass', Assign: { factor: 10 }, Next: 'map' },
    map: each({ one: pass({ Output: '{% $states.input * $factor %}' }) }),
  }),
  machine('a failing item', [1, 2], { map: each({ one: { Type: 'Fail', Error: 'Item.Error', Cause: 'bad' } }) }),
  machine('a failing item that is caught', [1], {
    map: each(
      { one: { Type: 'Fail', Error: 'Item.Error', Cause: 'bad' } },
      { Catch: [{ ErrorEquals: ['Item.Error'], Next: 'mend' }] },
    ),
    mend: pass({ Output: { error: '{% $states.input.Error %}' } }),
  }),
  machine('a map in a map', [[1, 2], [3]], {
    map: each({ inner: each({ one: pass({ Output: '{% $states.input + 1 %}' }) }) }),
  }),
]

const branches: readonly Machine[] = [
  machine(
    'branches in order',
    { n: 1 },
    {
      both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'a', States: { a: pass({ Output: '{% $states.input.n %}' }) } },
          { StartAt: 'b', States: { b: pass({ Output: 'b' }) } },
        ],
        End: true,
      },
    },
  ),
  machine(
    'branches with arguments',
    { n: 1 },
    {
      both: {
        Type: 'Parallel',
        Arguments: { given: '{% $states.input.n + 1 %}' },
        Branches: [{ StartAt: 'a', States: { a: pass() } }],
        Output: '{% $states.result[0].given %}',
        End: true,
      },
    },
  ),
  failing('an error that nobody catches', { Error: 'Own.Error', Cause: 'of its own' }, {}),
  failing(
    'an error that is caught by name',
    { Error: 'Own.Error', Cause: 'why' },
    { Catch: [{ ErrorEquals: ['Own.Error'], Output: '{% $states.errorOutput.Cause %}', Next: 'mend' }] },
    { mend: pass() },
  ),
  failing(
    'an error that is caught by wildcard',
    { Error: 'Own.Error' },
    { Catch: [{ ErrorEquals: ['States.ALL'], Output: { e: '{% $states.errorOutput.Error %}' }, Next: 'mend' }] },
    { mend: pass() },
  ),
  failing(
    'an error of another name',
    { Error: 'Own.Error' },
    { Catch: [{ ErrorEquals: ['Other'], Next: 'mend' }] },
    { mend: pass() },
  ),
  failing(
    'the first catcher that fits',
    { Error: 'B' },
    {
      Catch: [
        { ErrorEquals: ['A'], Next: 'one' },
        { ErrorEquals: ['B', 'C'], Next: 'two' },
        { ErrorEquals: ['States.ALL'], Next: 'one' },
      ],
    },
    { one: pass({ Output: 1 }), two: pass({ Output: 2 }) },
  ),
  failing(
    'a catcher that assigns',
    { Error: 'B', Cause: 'c' },
    { Catch: [{ ErrorEquals: ['B'], Assign: { why: '{% $states.errorOutput.Cause %}' }, Output: {}, Next: 'mend' }] },
    { mend: pass({ Output: '{% $why %}' }) },
  ),
  failing(
    'a retry that fails again',
    { Error: 'B' },
    {
      Retry: [{ ErrorEquals: ['B'], IntervalSeconds: 1, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['B'], Output: 'gave up', Next: 'mend' }],
    },
    { mend: pass() },
  ),
  failing('no retry', { Error: 'B' }, { Retry: [{ ErrorEquals: ['B'], MaxAttempts: 0 }] }),
  failing(
    'a retry of another name',
    { Error: 'B' },
    { Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 }] },
  ),
]

/** Machines that need nothing outside them. */
export const machines: readonly Machine[] = [...expressions, ...flow, ...maps, ...branches]
