import { expect, it } from 'vitest'
import type { CompiledType } from '../../../cli/contract-set.ts'
import { withoutPersons } from '../../../cli/trace.ts'

it('shows of a row no personal value, nor members that no contract names: they may be personal', () => {
  const type = { columns: [{ name: 'email', pii: 'direct' }, { name: 'total' }] } as unknown as CompiledType
  const row = { event_id: 'e1', _rest: '{"phone":"0123"}', email: 'a@b.example', total: '3' }
  expect(withoutPersons({ type, row })).toEqual({
    event_id: 'e1',
    _rest: '(may be personal)',
    email: '(personal)',
    total: '3',
  })
  expect(withoutPersons({ type, row: { _rest: null, email: null } })).toEqual({ _rest: null, email: null })
})
