import { type Artefact, generatedFolder } from '../artefact.ts'
import type { Catalog } from '../contract.ts'

/**
 * producer-policy.json per service: what a producer's role needs, and no more. `${EventBusArn}` stands for the bus; the document fits
 * CloudFormation's Fn::Sub.
 */
export const producerPolicies = ({ services }: Catalog): readonly Artefact[] =>
  services.map(({ name, source }) => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'PublishAsThisService',
          Effect: 'Allow',
          Action: 'events:PutEvents',
          Resource: `\${EventBusArn}`,
          Condition: { StringEquals: { 'events:source': source } },
        },
      ],
    }
    return { path: `${generatedFolder}/${name}/producer-policy.json`, text: `${JSON.stringify(document, null, 2)}\n` }
  })
