import { main as compile } from '../compiler/main.ts'
import { buildFunctions } from './build.ts'
import { finishDeploy } from './deploy/finish-deploy.ts'
import { pythonModules, readGlueCode } from './deploy/glue-code.ts'
import { readLayer, uploadLayer } from './deploy/layers.ts'

/** The part of Serverless that is used here. */
interface Serverless {
  readonly serviceDir: string
  readonly service: { readonly service: string }
  readonly classes: { readonly Error: new (message: string) => Error }
  getProvider(name: 'aws'): {
    getRegion(): string
    getStage(): string
    getDeploymentPrefix(): string
    getServerlessDeploymentBucketName(): Promise<string>
    readonly naming: { getStackName(): string }
  }
}

interface PluginUtilities {
  readonly log: { notice(line: string): void }
}

/** Compile gate and build before packaging; the layer before the stack; uploads and warehouse migration after a deploy. */
class TributaryPlugin {
  readonly configurationVariablesSources: object
  readonly hooks: Readonly<Record<string, () => Promise<void>>>

  constructor(serverless: Serverless, _options: object, { log }: PluginUtilities) {
    const root = serverless.serviceDir
    this.configurationVariablesSources = {
      tributary: {
        resolve: async ({ address }: { readonly address: string }) => ({ value: await variable(root, address) }),
      },
    }
    this.hooks = {
      'before:package:initialize': async () => {
        if (compile(['--check'], root) !== 0) {
          throw new serverless.classes.Error('schemas/generated is not what the contracts say; see above')
        }
        log.notice(`${(await buildFunctions(root)).length} functions built`)
      },
      'before:aws:deploy:deploy:uploadArtifacts': async () => {
        const aws = serverless.getProvider('aws')
        const place = {
          region: aws.getRegion(),
          bucket: await aws.getServerlessDeploymentBucketName(),
          folder: `${aws.getDeploymentPrefix()}/${serverless.service.service}/${aws.getStage()}`,
        }
        log.notice(`Layer uploaded: ${await uploadLayer(root, 'contracts', place)}`)
      },
      'after:deploy:deploy': () => {
        const aws = serverless.getProvider('aws')
        return finishDeploy({ root, region: aws.getRegion(), stackName: aws.naming.getStackName(), say: log.notice })
      },
    }
  }
}

/** `${tributary:<address>}` in serverless.yml: what is known only from the content of other files, and names that no template can make. */
async function variable(root: string, address: string): Promise<string> {
  const [name, stage = ''] = address.split('/')
  switch (name) {
    case 'catalog': // Athena knows no hyphen
      return `tributary_${stage.replaceAll('-', '_')}`
    case 'glueScriptKey':
      return readGlueCode(root).scriptKey
    case 'gluePackageKey':
      return readGlueCode(root).packageKey
    case 'pythonModules':
      return pythonModules(root)
    case 'contractsLayerKey':
      return (await readLayer(root, 'contracts')).key
    default:
      throw new Error(`serverless.yml asks for \${tributary:${address}}, which cli/serverless-plugin.ts does not know`)
  }
}

export default TributaryPlugin
