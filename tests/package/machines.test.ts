import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Machine } from './machines/machine.ts'
import { machineFaults, machineRules } from './machines/rules.ts'

const machineOf = (States: Machine['States'], top: object = {}): Machine => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Broken',
  TimeoutSeconds: 60,
  States,
  ...top,
})

it.each(machineRules.map((rule) => [rule.name, rule] as const))('%s finds what breaks it', (name, rule) => {
  const { faults, broken, top } = rule
  const states = name === 'state-name-fits' ? { ['Broken'.repeat(20)]: { Type: 'Pass' } } : broken
  expect(faults(machineOf(states, top)).filter((fault) => fault.startsWith('Broken'))).not.toEqual([])
  expect(faults(machineOf({ Broken: { Type: 'Succeed' } }))).toEqual([])
})

it.each(readdirSync('statemachines'))('%s keeps the rules', (file) => {
  expect(machineFaults(parse(readFileSync(`statemachines/${file}`, 'utf8')) as Machine)).toEqual([])
})
