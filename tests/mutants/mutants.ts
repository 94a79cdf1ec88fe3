/** A patch that breaks one thing, and the test that must see it. */
export interface Mutant {
  readonly name: string
  /** What nobody would guard any more. */
  readonly breaks: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
  readonly test: {
    /** A Vitest file, or a pytest file. */
    readonly file: string
    /** Full name of the test (pytest: of the function). */
    readonly name: string
  }
}

const load = 'tests/ports/load-on-postgresql.test.ts'
const athena = 'tests/ports/athena-views.test.ts'

export const mutants: readonly Mutant[] = [
  {
    name: 'ledger-guard',
    breaks: 'a batch that the ledger has is applied again',
    file: 'functions/plan-load/render.ts',
    find: 'l WHERE l.batch_id = ',
    replace: "l WHERE l.type = 'none' AND l.batch_id = ",
    test: { file: load, name: 'changes nothing when a batch is tried again that the ledger has' },
  },
  {
    name: 'lock',
    breaks: 'loads of one type run side by side on their own snapshots',
    file: 'functions/plan-load/plan.ts',
    find: "{ kind: 'lock', lock: load.relations.lock },",
    replace: '',
    test: { file: load, name: 'holds each id once when different batches with the same events load side by side' },
  },
  {
    name: 'first-copy',
    breaks: 'every copy of an id in one batch is loaded',
    file: 'functions/plan-load/render.ts',
    find: 'WHERE s._copy = 1',
    replace: 'WHERE s._copy > 0',
    test: { file: load, name: 'inserts each new id once, the first copy by object and line' },
  },
  {
    name: 'children-of-inserted-events',
    breaks: 'items of every copy of an id are loaded',
    file: 'functions/plan-load/render.ts',
    find: 'ON t._object = c._object AND t._line = c._line AND t._index = c._index',
    replace: 'ON t.event_id = c.event_id',
    test: {
      file: 'tests/ports/children-on-postgresql.test.ts',
      name: 'takes of an id that came twice the items of the copy that was loaded',
    },
  },
  {
    name: 'athena-loaded-only',
    breaks: 'Athena shows batches that wait for a person',
    file: 'compiler/athena/views.ts',
    find: ` AND l."status" = 'loaded'`,
    replace: '',
    test: {
      file: athena,
      name: 'hold each event of loaded batches once in its major, the copy that the warehouse met first',
    },
  },
  {
    name: 'athena-load-order',
    breaks: 'Athena shows the copy of the earlier batch, not the one that the warehouse holds',
    file: 'compiler/athena/views.ts',
    find: `'l."loaded_at"', `,
    replace: '',
    test: {
      file: athena,
      name: 'hold each event of loaded batches once in its major, the copy that the warehouse met first',
    },
  },
  {
    name: 'athena-items-of-first-copy',
    breaks: 'Athena shows items of every copy of an event',
    file: 'compiler/athena/views.ts',
    find: 'WHERE e."_copy" = 1',
    replace: 'WHERE e."_copy" > 0',
    test: { file: athena, name: 'hold the items of those events, and of no other copy' },
  },
  {
    name: 'partition-of-another-attempt',
    breaks: 'a partition may point to an attempt that was not elected',
    file: 'functions/publish-batch/partitions.ts',
    find: 'if (other !== undefined && other !== location)',
    replace: "if (other === 'none')",
    test: {
      file: 'tests/unit/functions/partitions.test.ts',
      name: 'refuses a partition that points to another attempt',
    },
  },
  {
    name: 'volume-without-answer',
    breaks: 'a volume that nobody could measure passes in silence',
    file: 'functions/check-quality/check.ts',
    find: "failed ? 'warn' : met",
    replace: 'met',
    test: { file: 'tests/unit/functions/check-quality.test.ts', name: 'warns, and never holds, when nobody answers' },
  },
  {
    name: 'mart-lock',
    breaks: 'refreshes of one mart run side by side on their own snapshots',
    file: 'compiler/warehouse/marts.ts',
    find: 'LOCK TABLE ',
    replace: 'SELECT COUNT(*) FROM ',
    test: {
      file: 'tests/ports/marts-on-postgresql.test.ts',
      name: 'ends in the later state when refreshes run side by side, and is never seen empty or in part',
    },
  },
  {
    name: 'mart-changed',
    breaks: 'a mart whose SELECT changed keeps the rows of the old one',
    file: 'functions/migrate-warehouse/view-changes.ts',
    find: 'if (same && !view.reads.some((read) => touched.has(read))) return false',
    replace: 'if (same) return false',
    test: {
      file: 'tests/ports/marts-on-postgresql.test.ts',
      name: 'takes a changed SELECT with the next migration, filled; a batch of the older set refreshes it too',
    },
  },
  {
    name: 'mandatory-files',
    breaks: 'COPY skips a missing file in silence',
    file: 'functions/plan-load/copy-files.ts',
    find: 'mandatory: true,',
    replace: 'mandatory: false,',
    test: { file: 'tests/unit/functions/plan-load.test.ts', name: 'makes every file mandatory and states its size' },
  },
  {
    name: 'election',
    breaks: 'a later attempt replaces the elected report',
    file: 'glue-scripts/lakehouse/s3.py',
    find: 'Body=body, IfNoneMatch="*")',
    replace: 'Body=body)',
    test: { file: 'tests/glue/test_object_store.py', name: 'test_put_if_absent_writes_once' },
  },
  {
    name: 'elected-report',
    breaks: 'an attempt that lost the election takes its own report for the truth',
    file: 'glue-scripts/lakehouse/election.py',
    find: 'return elected',
    replace: 'return report',
    test: {
      file: 'tests/glue/test_report.py',
      name: 'test_the_first_complete_attempt_is_elected_and_the_other_says_so',
    },
  },
  {
    name: 'manifest-put-if-absent',
    breaks: 'of two claims, the second overwrites the manifest of the first',
    file: 'runtime/object-store.ts',
    find: "unlessRefused(() => put(key, text, { IfNoneMatch: '*' }))",
    replace: 'unlessRefused(() => put(key, text))',
    test: {
      file: 'tests/ports/object-store.test.ts',
      name: 'keeps a manifest log in which each number is written once',
    },
  },
  {
    name: 'quarantine-reason',
    breaks: 'a key twice is called by another reason',
    file: 'glue-scripts/lakehouse/exact_json.py',
    find: 'Reason("duplicate_key"',
    replace: 'Reason("malformed_json"',
    test: { file: 'tests/glue/test_reasons.py', name: 'test_a_key_twice_is_duplicate_key' },
  },
  {
    name: 'rule',
    breaks: 'the rule of a service matches none of its events',
    file: 'compiler/targets/delivery.ts',
    find: 'source: [service.source] }, `',
    replace: 'source: [service.name] }, `',
    test: { file: 'tests/unit/compiler/delivery.test.ts', name: 'matches a service by its source only' },
  },
  {
    name: 'payload-hash',
    breaks: 'another payload under a known id passes for a duplicate',
    file: 'glue-scripts/lakehouse/canonical.py',
    find: 'return sha256(text).digest()',
    replace: 'return sha256(b"").digest()',
    test: { file: 'tests/glue/test_exactness.py', name: 'test_payloads_of_other_value_have_another_hash' },
  },
  {
    name: 'decimal-path',
    breaks: "a decimal is rounded to its column's places instead of refused",
    file: 'glue-scripts/lakehouse/conversions.py',
    find: 'texts = [None if value is None else repr(value) for value in values]',
    replace: 'texts = [None if value is None else f"{value:.2f}" for value in values]',
    test: { file: 'tests/glue/test_exactness.py', name: 'test_random_decimals_of_every_length_are_exact_or_refused' },
  },
  {
    name: 'time-in-a-gap',
    breaks: 'a time that no clock of the place showed becomes an instant',
    file: 'glue-scripts/lakehouse/zones.py',
    find: 'never[rows] = first < second',
    replace: 'never[rows] = False',
    test: { file: 'tests/glue/test_readings.py', name: 'test_the_clock_of_a_place' },
  },
  {
    name: 'text-beyond-digits',
    breaks: 'a text is a number wherever Arrow takes it for one',
    file: 'glue-scripts/lakehouse/text_values.py',
    find: 'if not pc.all(pc.match_substring_regex(texts, f"^(?:{pattern.pattern})$")).as_py():',
    replace: 'if not len(texts):',
    test: { file: 'tests/glue/test_readings.py', name: 'test_a_decimal_is_digits_that_fit' },
  },
  {
    name: 'missing-spelling',
    breaks: 'texts that mean nothing are kept as texts',
    file: 'glue-scripts/lakehouse/conversions.py',
    find: 'if column.missing:',
    replace: 'if column.missing and column.readings:',
    test: { file: 'tests/glue/test_readings.py', name: 'test_missing_where_a_value_is_needed_is_parse' },
  },
  {
    name: 'items-of-refused-events',
    breaks: 'items are loaded whose event is not',
    file: 'glue-scripts/lakehouse/child_rows.py',
    find: 'rows = kept[self.parents]',
    replace: 'rows = np.ones(len(self.parents), np.bool_)',
    test: { file: 'tests/glue/test_child_tables.py', name: 'test_only_children_of_kept_rows_are_written' },
  },
  {
    name: 'misfit-in-an-item',
    breaks: 'an item that does not fit leaves its event alone',
    file: 'glue-scripts/lakehouse/child_rows.py',
    find: 'told = refused.setdefault(int(parents[row]), [])',
    replace: 'told: list[Reason] = []',
    test: { file: 'tests/glue/test_child_tables.py', name: 'test_an_item_that_misfits_refuses_its_event_whole' },
  },
  {
    name: 'part-of-a-line',
    breaks: 'a line is taken of which only a part is of the pattern',
    file: 'glue-scripts/lakehouse/text_lines.py',
    find: 'envelope.lines.fullmatch(text)',
    replace: 'envelope.lines.search(text[:-1])',
    test: { file: 'tests/glue/test_text_lines.py', name: 'test_a_line_that_is_no_line_of_the_pattern' },
  },
  {
    name: 'time-fallback',
    breaks: 'an event without a time in its first column has no time',
    file: 'glue-scripts/lakehouse/event_times.py',
    find: 'for place in places))',
    replace: 'for place in places[:1]))',
    test: { file: 'tests/glue/test_envelopes.py', name: 'test_a_time_is_the_first_column_with_a_value' },
  },
  {
    name: 'metadata-without-records',
    breaks: 'those who may see why records were refused see the records too',
    file: 'glue-scripts/lakehouse/quarantine.py',
    find: 'METADATA_SCHEMA = pa.schema(_COLUMNS[:-1])',
    replace: 'METADATA_SCHEMA = SCHEMA',
    test: {
      file: 'tests/glue/test_report.py',
      name: 'test_what_is_told_of_refused_records_has_a_file_without_their_bytes',
    },
  },
  {
    name: 'resend',
    breaks: 'the client sends entries again that the bus has taken',
    file: 'producers/client/publish.ts',
    find: '    open = again\n',
    replace: '    open = again.length > 0 ? call : []\n',
    test: {
      file: 'tests/unit/producers/publish.test.ts',
      name: 'resends only the entries that failed, with the same ids',
    },
  },
  {
    name: 'record',
    breaks: "the comparison with the publishers' record does not look at values",
    file: 'producers/record/compare-table.ts',
    find: 'if (found !== expected) changes.push({ eventId, column, expected, found })\n  }\n  return changes\n}\n\n/** Spellings',
    replace: 'void [found, expected]\n  }\n  return changes\n}\n\n/** Spellings',
    test: { file: 'tests/unit/producers/record.test.ts', name: 'finds a changed value by column' },
  },
  {
    name: 'door-signature',
    breaks: 'anybody publishes over HTTP in the name of any source',
    file: 'runtime/ingest-signature.ts',
    find: 'return got.length === wanted.length && timingSafeEqual(got, wanted)',
    replace: 'return got.length === wanted.length || timingSafeEqual(wanted, wanted)',
    test: {
      file: 'tests/unit/functions/ingest-events/answers.test.ts',
      name: 'covers the body, the time and the source',
    },
  },
  {
    name: 'door-all-or-nothing',
    breaks: 'a publisher that is told "refused" has published a part',
    file: 'functions/ingest-events/ingest.ts',
    find: 'if (refused.length > 0) {',
    replace: 'if (taken.length === 0) {',
    test: {
      file: 'tests/unit/functions/ingest-events/answers.test.ts',
      name: 'sends nothing when one event is bad, and says which and why',
    },
  },
  {
    name: 'door-resend',
    breaks: 'records that Firehose took are sent again with those that it refused',
    file: 'functions/ingest-events/put-lines.ts',
    find: 'open = refused.map(({ line }) => line)',
    replace: 'open = [...lines]',
    test: {
      file: 'tests/unit/functions/ingest-events/lines.test.ts',
      name: 'sends again only the records that Firehose refused, after growing pauses',
    },
  },
  {
    name: 'policy-deny',
    breaks: 'an explicit deny of a role is not heeded on the plane',
    file: 'local/iam/evaluate.ts',
    find: "if (own.some(({ effect }) => effect === 'Deny'))",
    replace: "if (own.every(({ effect }) => effect === 'Deny') && own.length > 0)",
    test: { file: 'local/iam/evaluate.test.ts', name: 'that denies wins over every one that allows' },
  },
  {
    name: 'policy-conditions',
    breaks: 'conditions of policies hold whatever the request is',
    file: 'local/iam/evaluate.ts',
    find: 'return conditionHolds(statement.condition, context, variables)',
    replace: 'return variables || conditionHolds(statement.condition, context, variables)',
    test: { file: 'local/iam/evaluate.test.ts', name: 'holds only when all of it holds' },
  },
  {
    name: 'missing-objects-are-told',
    breaks: 'who may not list a bucket is told on the plane, unlike on S3, that an object is missing',
    file: 'local/iam/authorize.ts',
    find: 'return (asked && ask(asked, service, call, origin)) ?? error',
    replace: 'return asked ? error : error',
    test: { file: 'local/tests/policies.test.ts', name: 'is told that an object is missing only if it may list' },
  },
  {
    name: 'unused-grants',
    breaks: 'a grant that nothing uses is not named',
    file: 'tests/grants/compare.ts',
    find: 'else unused.push(lineOf(grant))',
    replace: 'else counts.aws++',
    test: {
      file: 'tests/grants/compare.test.ts',
      name: 'names grants that nothing used, calls that were refused, and explanations without a grant',
    },
  },
  {
    name: 'task-timeouts',
    breaks: 'a task of a state machine that waits for years is not named',
    file: 'statemachines/migrate-warehouse.asl.yml',
    find: "Arguments: { Id: '{% $statement %}', WaitTimeSeconds: 30 }\n    TimeoutSeconds: 60",
    replace: "Arguments: { Id: '{% $statement %}', WaitTimeSeconds: 30 }",
    test: { file: 'tests/package/machines.test.ts', name: 'migrate-warehouse.asl.yml keeps the rules' },
  },
]
