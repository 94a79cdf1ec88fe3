import { ServiceError } from '../../errors.ts'
import { texts } from '../../input.ts'
import type { PlaneContext, Service } from '../../service.ts'

/** There are no image repositories here, and `sls remove` asks. */
export function createEcrService(plane: PlaneContext): Service {
  return {
    name: 'ecr',
    operations: {
      DescribeRepositories: (input) => {
        const [wanted] = texts(input, 'repositoryNames')
        if (wanted === undefined) return { repositories: [] }
        throw new ServiceError(
          'RepositoryNotFoundException',
          `The repository with name '${wanted}' does not exist in the registry with id '${plane.accountId}'`,
        )
      },
    },
  }
}
