import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsStack, type AwsStackProps } from './aws-stack';
import { imageName } from './image-name';
import type { Service } from './service';

export interface RegistryStackProps extends AwsStackProps {
  readonly services: readonly Service[];
}

/**
 * One ECR repository for each folder that is built: what must be there before the first image is pushed.
 *
 * Synthesizes `aws_ecr_repository` and `aws_ecr_lifecycle_policy`.
 */
export class RegistryStack extends AwsStack {
  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, props);
    const urls: Record<string, string> = {};
    for (const folder of builtFolders(props.services)) {
      const name = imageName(folder);
      const repository = new EcrRepository(this, name.replaceAll('/', '_'), {
        name,
        // A tag that was reviewed means the same image for ever.
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: 'AES256' }],
      });
      new EcrLifecyclePolicy(this, `${name.replaceAll('/', '_')}_expiry`, {
        repository: repository.name,
        policy: JSON.stringify({ rules: [untaggedRule, taggedRule] }),
      });
      urls[name] = repository.repositoryUrl;
    }
    new TerraformOutput(this, 'repositories', { value: urls });
  }
}

/** The folders from which images are built, each once, in the order of their names. */
export function builtFolders(services: readonly Service[]): string[] {
  const folders = services.flatMap(({ image }) => ('folder' in image ? [image.folder] : []));
  return [...new Set(folders)].sort();
}

const untaggedRule = {
  rulePriority: 1,
  description: 'Untagged images go after a day',
  selection: {
    tagStatus: 'untagged',
    countType: 'sinceImagePushed',
    countUnit: 'days',
    countNumber: 1,
  },
  action: { type: 'expire' },
};

const taggedRule = {
  rulePriority: 2,
  description: 'The last 30 tagged images stay',
  selection: {
    tagStatus: 'tagged',
    tagPatternList: ['*'],
    countType: 'imageCountMoreThan',
    countNumber: 30,
  },
  action: { type: 'expire' },
};
