import type { Template } from './packaged.ts'
import { alarmRules } from './rules/alarms.ts'
import { computeRules } from './rules/compute.ts'
import { eventRules } from './rules/events.ts'
import { firehoseRules } from './rules/firehose.ts'
import { identityRules } from './rules/identity.ts'
import type { Rule } from './rules/rule.ts'
import { storageRules } from './rules/storage.ts'
import { warehouseRules } from './rules/warehouse.ts'

/** What no oracle looks at, in the order of the flow. */
export const rules: readonly Rule[] = [
  ...eventRules,
  ...firehoseRules,
  ...storageRules,
  ...computeRules,
  ...warehouseRules,
  ...identityRules,
  ...alarmRules,
]

/** Every fault that the rules find, with the rule's name before it. */
export const ruleFaults = (template: Template): readonly string[] =>
  rules.flatMap(({ name, faults }) => faults(template).map((fault) => `${name}: ${fault}`))
