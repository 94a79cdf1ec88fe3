/** How to mend a rejection, in one sentence per reason code. Who must act comes first. */
const mends: Readonly<Record<string, string>> = {
  malformed_json: 'Producer: send each event whole and as JSON (RFC 8259); the client in producers/client does.',
  envelope:
    'Producer: send a CloudEvents 1.0 envelope whose source and type equal those of the EventBridge entry, with the time in RFC 3339.',
  unknown_contract:
    'Owner: add a contract under schemas/contracts/ for this source, type and major version, then deploy and redrive.',
  schema:
    'Producer: send the member as the contract says; or, if the new form is right, change the contract compatibly.',
  parse: 'Producer: send the value in the spelling that the contract names; nothing is rounded or guessed.',
  assertion:
    'Producer: the values contradict each other; look at what wrote them, or mend the assertion in the contract.',
  encoding: 'Producer: encode text as UTF-8, without NUL and without halves of surrogate pairs.',
  number_range:
    'Producer: send a number that fits the column, or widen the decimal in a new major version of the contract.',
  duplicate_key: 'Producer: name each member of an object once; readers disagree on which of two counts.',
  too_large: 'Producer: shorten the text, or put it into S3 and send its address.',
  too_deep: 'Producer: send a flatter structure.',
  time_out_of_range:
    'Producer: look at the clock; for history, let the owner declare its range with accept.eventTime in the contract.',
  id_collision: 'Producer: give each event an id of its own; the first one with this id stays.',
  corrupt_object:
    'Operator: the raw object cannot be read whole; restore the version that Firehose wrote, or ask the producer to send again.',
  load_rejected: 'Operator: the warehouse refused the row; its error stands in the batch that failed.',
}

export function mendOf(code: string): string {
  return mends[code] ?? 'See docs for this reason code.'
}
