import type { ChangeSet } from './change-sets.ts'
import { shownParameters } from './parameters.ts'
import type { Stack, StackEvent, StackResource } from './stacks.ts'
import { parseTemplate } from './template.ts'

/** Members of the API's answers. */

export function describeStack(stack: Stack): Record<string, unknown> {
  const template = stack.templateBody === '' ? undefined : parseTemplate(stack.templateBody)
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: template?.description,
    Parameters: template ? shownParameters(template, stack.parameters) : [],
    CreationTime: new Date(stack.created),
    LastUpdatedTime: stack.updated === undefined ? undefined : new Date(stack.updated),
    DeletionTime: stack.deleted === undefined ? undefined : new Date(stack.deleted),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: false,
    EnableTerminationProtection: false,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    Tags: stack.tags,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  }
}

export function describeEvent({ Timestamp, ...event }: StackEvent): Record<string, unknown> {
  return { ...event, Timestamp: new Date(Timestamp) }
}

export function describeResource(stack: Stack, resource: StackResource): Record<string, unknown> {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    LastUpdatedTimestamp: new Date(resource.updated),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  }
}

export function describeChangeSet(changeSet: ChangeSet): Record<string, unknown> {
  const template = parseTemplate(changeSet.templateBody)
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    Description: template.description,
    Parameters: shownParameters(template, changeSet.parameters),
    CreationTime: new Date(changeSet.created),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    Capabilities: changeSet.capabilities,
    Tags: changeSet.tags,
    Changes: changeSet.changes.map((change) => ({
      Type: 'Resource',
      ResourceChange: {
        Action: change.action,
        LogicalResourceId: change.logicalId,
        PhysicalResourceId: change.physicalId,
        ResourceType: change.type,
        Replacement: change.action === 'Modify' ? (change.replacement ? 'True' : 'False') : undefined,
      },
    })),
  }
}
