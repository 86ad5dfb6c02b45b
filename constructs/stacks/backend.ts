import { HttpBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { defaultStateKey } from '../options/environment/backend-options';
import { requireTerraform } from '../terraform/required-version';
import type { AwsStackProps } from './aws-stack-props';

/** Adds the backend of a stack. */
export function addBackend(stack: TerraformStack, context: AwsStackProps): void {
  const { project, account, backend } = context;
  const { id } = stack.node;
  if (backend === undefined) {
    // Relative to cdktf.out/stacks/<stack>: an absolute path would differ on each machine.
    new LocalBackend(stack, { path: `../../../terraform.${id}.tfstate` });
  } else if (backend === 'gitlab') {
    // Terraform reads address, lock and credentials from TF_HTTP_*. If they were here, saved plans would contain them.
    new HttpBackend(stack, { address: '' });
    stack.addOverride('terraform.backend.http.address', undefined);
  } else {
    const { bucket, key, region = context.region, kmsKeyId } = backend.s3;
    new S3Backend(stack, {
      ...{ bucket, key: key ?? defaultStateKey(project, id), region, kmsKeyId },
      encrypt: true,
      ...(account === undefined ? {} : { allowedAccountIds: [account] }),
    });
    // CDKTF has no field for it. Terraform older than 1.10 does not have it either.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
    requireTerraform(stack, '>= 1.10');
  }
}
