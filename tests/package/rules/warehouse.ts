import { at, listAt, numberOf, type Rule, ruleOf } from './rule.ts'

const workgroup = 'AWS::RedshiftServerless::Workgroup'
const namespace = 'AWS::RedshiftServerless::Namespace'

/** 4, then steps of 8 to 512, then of 32 to 1,024. */
const isCapacity = (units: number): boolean =>
  units === 4 || (units >= 8 && units <= 512 && units % 8 === 0) || (units > 512 && units <= 1_024 && units % 32 === 0)

const parameter = (properties: unknown, key: string): unknown =>
  at(
    listAt(properties, 'ConfigParameters').find((each) => at(each, 'ParameterKey') === key),
    'ParameterValue',
  )

export const warehouseRules: readonly Rule[] = [
  ruleOf(
    'AWS::IAM::Role',
    'copy-role-knows-serverless-users',
    'Redshift Serverless names its users dbuser:serverless-<account>-<workgroup id>/<user>: by another name COPY is refused, and by any user’s it reads past the masks',
    (properties) =>
      listAt(properties, 'AssumeRolePolicyDocument', 'Statement').map((statement) => {
        const wanted = JSON.stringify(at(statement, 'Condition', 'StringLike', 'sts:ExternalId') ?? '')
        const isForRedshift = listAt(statement, 'Principal', 'Service').includes('redshift.amazonaws.com')
        const documented = '$' + '{AWS::AccountId}:dbuser:serverless-$' + '{AWS::AccountId}-*/IAMR:'
        return isForRedshift && !wanted.includes(documented) && `is taken by ${wanted} only`
      }),
    {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: ['redshift.amazonaws.com'] },
            Condition: { StringLike: { 'sts:ExternalId': 'arn:aws:redshift:eu-central-1:0:dbuser:tributary-dev/*' } },
          },
        ],
      },
    },
  ),
  ruleOf(
    workgroup,
    'workgroup-is-private',
    'the warehouse is reached through the Data API; its port is nobody’s on the internet',
    (properties) => [
      at(properties, 'PubliclyAccessible') !== false && 'is open to the internet',
      at(properties, 'EnhancedVpcRouting') !== true && 'loads past its network',
    ],
    { EnhancedVpcRouting: true },
  ),
  ruleOf(
    workgroup,
    'workgroup-capacity',
    'Redshift takes 4 RPU, or steps of 8 (of 32 beyond 512); without a most, a query may cost anything',
    (properties) => {
      const base = numberOf(at(properties, 'BaseCapacity'))
      const most = numberOf(at(properties, 'MaxCapacity'))
      return [
        base !== undefined && !isCapacity(base) && `has a base of ${base} RPU`,
        at(properties, 'MaxCapacity') === undefined && 'has no most',
        most !== undefined && !isCapacity(most) && `has a most of ${most} RPU`,
        base !== undefined && most !== undefined && most < base && 'has a most below its base',
      ]
    },
    { BaseCapacity: 9, MaxCapacity: 32 },
  ),
  ruleOf(
    workgroup,
    'workgroup-wants-tls',
    'clients may speak plain text unless the workgroup refuses',
    (properties) => [String(parameter(properties, 'require_ssl')) !== 'true' && 'takes connections without TLS'],
    { ConfigParameters: [] },
  ),
  ruleOf(
    workgroup,
    'workgroup-keeps-case',
    'keys of SUPER in mixed case read as NULL unless identifiers keep their case',
    (properties) => [
      String(parameter(properties, 'enable_case_sensitive_identifier')) !== 'true' && 'folds the case of identifiers',
    ],
    { ConfigParameters: [{ ParameterKey: 'require_ssl', ParameterValue: 'true' }] },
  ),
  ruleOf(
    namespace,
    'namespace-password-is-managed',
    'a password in a template is in every copy of the template',
    (properties) => [
      at(properties, 'ManageAdminPassword') !== true && 'does not leave the password to Secrets Manager',
      at(properties, 'AdminUserPassword') !== undefined && 'states its password',
    ],
    { AdminUserPassword: 'x' },
  ),
  ruleOf(
    namespace,
    'namespace-tells-who-did-what',
    'without the three logs nobody can say who read what',
    (properties) =>
      ['userlog', 'connectionlog', 'useractivitylog'].map(
        (log) => !listAt(properties, 'LogExports').includes(log) && `exports no ${log}`,
      ),
    { LogExports: ['userlog'] },
  ),
  ruleOf(
    namespace,
    'namespace-copies-by-its-own-roles',
    'COPY may name only roles that the namespace has',
    (properties) => [listAt(properties, 'IamRoles').length === 0 && 'has no role for COPY'],
    {},
  ),
]
