import type { Input } from '../service.ts'

const allow = (action: readonly string[]): Input => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
})

/** Managed policies of AWS that templates name most; any other is refused by its name. */
export const awsManaged: Readonly<Record<string, Input>> = {
  'arn:aws:iam::aws:policy/AdministratorAccess': allow(['*']),
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': allow([
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]),
}
