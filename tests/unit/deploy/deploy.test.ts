import { describe, expect, it } from 'vitest'
import { bootstrapStatements } from '../../../cli/deploy/bootstrap-warehouse.ts'
import { pythonModules, readGlueCode } from '../../../cli/deploy/glue-code.ts'

describe('what only an admin does in the warehouse', () => {
  it('makes users of the roles, the role of analysts, and lets the machines make schemas', () => {
    const roles = {
      stateMachines: 'arn:aws:iam::1:role/machines',
      confirmLoad: 'arn:aws:iam::1:role/confirm',
      analyst: 'arn:aws:iam::1:role/analyst',
    }
    expect(bootstrapStatements(roles)).toEqual([
      'CREATE USER "IAMR:machines" PASSWORD DISABLE',
      'CREATE USER "IAMR:confirm" PASSWORD DISABLE',
      'CREATE USER "IAMR:analyst" PASSWORD DISABLE',
      'CREATE ROLE analyst',
      'GRANT ROLE analyst TO "IAMR:analyst"',
      'GRANT CREATE ON DATABASE warehouse TO "IAMR:machines"',
    ])
  })
})

describe("the Glue job's code", () => {
  it('lies under the hash of its content', () => {
    const code = readGlueCode('.')
    expect(code.scriptKey).toMatch(/^glue\/[0-9a-f]{16}\/conform_events\.py$/)
    expect(code.packageKey).toBe(code.scriptKey.replace('conform_events.py', 'lakehouse.zip'))
    expect(readGlueCode('.')).toEqual(code)
  })

  it('brings its packages in pinned versions', () => {
    const modules = pythonModules('.').split(',')
    expect(modules).toEqual(
      expect.arrayContaining([expect.stringMatching(/^orjson==/), expect.stringMatching(/^pyarrow==/)]),
    )
    for (const module of modules) expect(module).toMatch(/^[\w-]+==\d+(\.\d+)+$/)
  })
})
