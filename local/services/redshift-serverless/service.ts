import { randomBytes, randomUUID } from 'node:crypto'
import { type Warehouse, warehouseOf } from '../../engines/postgres/warehouse.ts'
import { ServiceError, unsupported } from '../../errors.ts'
import { optionalFlag, optionalNumber, optionalText, text, texts } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType, Service } from '../../service.ts'
import { type Catalog, catalogOf, type Namespace, type Workgroup } from './catalog.ts'
import { usageLimitOperations } from './usage-limits.ts'

/** Redshift Serverless: a namespace is a database of the plane's PostgreSQL, a workgroup its address. */
export function createRedshiftServerlessService(plane: PlaneContext): Service {
  const catalog = catalogOf(plane)
  const warehouse = warehouseOf(plane)
  return {
    name: 'redshift-serverless',
    operations: {
      GetNamespace: (input) => ({ namespace: describeNamespace(findNamespace(catalog, text(input, 'namespaceName'))) }),
      ListNamespaces: () => ({ namespaces: catalog.namespaces.list().map(describeNamespace) }),
      GetWorkgroup: (input) => ({ workgroup: describe(findWorkgroup(catalog, text(input, 'workgroupName'))) }),
      ListWorkgroups: () => ({ workgroups: catalog.workgroups.list().map(describe) }),
      ...usageLimitOperations(plane),
    },
    resources: {
      'AWS::RedshiftServerless::Namespace': namespaceType(plane, catalog, warehouse),
      'AWS::RedshiftServerless::Workgroup': workgroupType(plane, catalog, warehouse),
    },
    start: async () => {
      await warehouse.start()
      for (const { dbName } of catalog.namespaces.list()) await warehouse.ensureDatabase(dbName)
    },
  }

  function describe(workgroup: Workgroup): unknown {
    return {
      workgroupName: workgroup.name,
      workgroupId: workgroup.id,
      workgroupArn: workgroup.arn,
      namespaceName: workgroup.namespaceName,
      status: 'AVAILABLE',
      endpoint: { address: warehouse.host, port: warehouse.port() },
      ...(workgroup.baseCapacity === undefined ? {} : { baseCapacity: workgroup.baseCapacity }),
    }
  }
}

function describeNamespace(namespace: Namespace): unknown {
  return {
    namespaceName: namespace.name,
    namespaceId: namespace.id,
    namespaceArn: namespace.arn,
    dbName: namespace.dbName,
    adminUsername: namespace.adminUsername,
    adminPasswordSecretArn: namespace.adminSecretArn,
    iamRoles: namespace.iamRoles,
    defaultIamRoleArn: namespace.defaultIamRole,
    status: 'AVAILABLE',
  }
}

function findNamespace(catalog: Catalog, name: string): Namespace {
  const found = catalog.namespaces.get(name)
  if (found) return found
  throw new ServiceError('ResourceNotFoundException', `The namespace ${name} does not exist`, 404, {
    resourceName: name,
  })
}

function findWorkgroup(catalog: Catalog, name: string): Workgroup {
  const found = catalog.workgroup(name)
  if (found) return found
  throw new ServiceError('ResourceNotFoundException', `The workgroup ${name} does not exist`, 404, {
    resourceName: name,
  })
}

/** A namespace goes with its tables, as on AWS without a final snapshot; DeletionPolicy Retain keeps it. */
function namespaceType(plane: PlaneContext, catalog: Catalog, warehouse: Warehouse): ResourceType {
  const save = async (name: string, properties: Input): Promise<Created> => {
    const known = catalog.namespaces.get(name)
    const id = known?.id ?? randomUUID()
    const adminUsername = optionalText(properties, 'AdminUsername') ?? 'admin'
    const managed = optionalFlag(properties, 'ManageAdminPassword') ?? false
    const given = optionalText(properties, 'AdminUserPassword')
    if (!managed && given === undefined && optionalText(properties, 'AdminUsername') !== undefined) {
      throw new ServiceError(
        'ValidationException',
        `Namespace ${name}: AdminUserPassword or ManageAdminPassword is required`,
      )
    }
    const dbName = optionalText(properties, 'DbName') ?? 'dev'
    if (catalog.namespaces.list().some((other) => other.dbName === dbName && other.name !== name)) {
      throw unsupported(`A second namespace with the database name ${dbName}`)
    }
    if (known && known.dbName !== dbName) throw unsupported('Changing DbName of a namespace')
    await warehouse.start()
    await warehouse.ensureDatabase(dbName)
    const secretArn = managed ? (known?.adminSecretArn ?? (await makeSecret(name, adminUsername))) : undefined
    if (given !== undefined) await warehouse.ensureAdmin(adminUsername, given)
    const defaultIamRole = optionalText(properties, 'DefaultIamRoleArn')
    const namespace: Namespace = {
      name,
      id,
      arn: `arn:aws:redshift-serverless:${plane.region}:${plane.accountId}:namespace/${id}`,
      dbName,
      adminUsername,
      iamRoles: texts(properties, 'IamRoles'),
      ...(secretArn === undefined ? {} : { adminSecretArn: secretArn }),
      ...(defaultIamRole === undefined ? {} : { defaultIamRole }),
    }
    catalog.namespaces.put(name, namespace)
    return { physicalId: name, attributes: namespaceAttributes(namespace) }
  }

  async function makeSecret(namespace: string, username: string): Promise<string> {
    const password = `${randomBytes(24).toString('base64url')}aA1`
    await warehouse.ensureAdmin(username, password)
    const answer = await plane.call(
      'secretsmanager',
      'CreateSecret',
      {
        Name: `redshift!${namespace}-${username}`,
        SecretString: JSON.stringify({ username, password }),
        Description: `Password of ${username} in the Redshift Serverless namespace ${namespace}`,
      },
      plane.admin,
    )
    return (answer as { readonly ARN: string }).ARN
  }

  return {
    properties: [
      ...[
        'NamespaceName',
        'DbName',
        'AdminUsername',
        'AdminUserPassword',
        'ManageAdminPassword',
        'AdminPasswordSecretKmsKeyId',
      ],
      ...[
        'IamRoles',
        'DefaultIamRoleArn',
        'KmsKeyId',
        'LogExports',
        'Tags',
        'FinalSnapshotName',
        'FinalSnapshotRetentionPeriod',
      ],
    ],
    required: ['NamespaceName'],
    createOnly: ['NamespaceName'],
    create: (properties) => save(text(properties, 'NamespaceName'), properties),
    update: (physicalId, properties) => save(physicalId, properties),
    delete: async (physicalId) => {
      const namespace = catalog.namespaces.get(physicalId)
      catalog.namespaces.delete(physicalId)
      if (namespace) await warehouse.dropDatabase(namespace.dbName)
      if (namespace?.adminSecretArn === undefined) return
      const secret = { SecretId: namespace.adminSecretArn, ForceDeleteWithoutRecovery: true }
      await plane.call('secretsmanager', 'DeleteSecret', secret, plane.admin)
    },
  }
}

function namespaceAttributes(namespace: Namespace): Readonly<Record<string, unknown>> {
  return {
    'Namespace.NamespaceName': namespace.name,
    'Namespace.NamespaceId': namespace.id,
    'Namespace.NamespaceArn': namespace.arn,
    'Namespace.DbName': namespace.dbName,
    'Namespace.AdminUsername': namespace.adminUsername,
    'Namespace.AdminPasswordSecretArn': namespace.adminSecretArn,
    'Namespace.IamRoles': namespace.iamRoles,
    'Namespace.DefaultIamRoleArn': namespace.defaultIamRole,
    'Namespace.Status': 'AVAILABLE',
  }
}

function workgroupType(plane: PlaneContext, catalog: Catalog, warehouse: Warehouse): ResourceType {
  const save = (name: string, properties: Input): Created => {
    const namespaceName = text(properties, 'NamespaceName')
    findNamespace(catalog, namespaceName)
    const id = catalog.workgroups.get(name)?.id ?? randomUUID()
    const baseCapacity = optionalNumber(properties, 'BaseCapacity')
    const workgroup: Workgroup = {
      name,
      id,
      arn: `arn:aws:redshift-serverless:${plane.region}:${plane.accountId}:workgroup/${id}`,
      namespaceName,
      ...(baseCapacity === undefined ? {} : { baseCapacity }),
    }
    catalog.workgroups.put(name, workgroup)
    return {
      physicalId: name,
      attributes: {
        'Workgroup.WorkgroupName': name,
        'Workgroup.WorkgroupId': id,
        'Workgroup.WorkgroupArn': workgroup.arn,
        'Workgroup.NamespaceName': namespaceName,
        'Workgroup.Endpoint.Address': warehouse.host,
        'Workgroup.Endpoint.Port': warehouse.port(),
        'Workgroup.BaseCapacity': baseCapacity,
        'Workgroup.Status': 'AVAILABLE',
      },
    }
  }
  return {
    properties: [
      ...[
        'WorkgroupName',
        'NamespaceName',
        'BaseCapacity',
        'MaxCapacity',
        'ConfigParameters',
        'EnhancedVpcRouting',
        'Port',
        'PricePerformanceTarget',
      ],
      ...['PubliclyAccessible', 'SecurityGroupIds', 'SubnetIds', 'Tags', 'TrackName'],
    ],
    required: ['WorkgroupName', 'NamespaceName'],
    createOnly: ['WorkgroupName'],
    create: (properties) => save(text(properties, 'WorkgroupName'), properties),
    update: (physicalId, properties) => save(physicalId, properties),
    delete: (physicalId) => {
      catalog.workgroups.delete(physicalId)
    },
  }
}
