import { DataAwsKmsKey } from '@cdktf/provider-aws/lib/data-aws-kms-key';
import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import type { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { type Grant, grant } from '../iam/grant';
import { imageId } from '../options/image-name';
import type { SecretOptions } from '../options/service/container-options';
import { isExpression } from '../terraform/physical-name';

/**
 * ARNs of the secrets of services, each looked up once. Terraform's configuration and state never contain the value of a
 * secret.
 *
 * Synthesizes the data sources `aws_secretsmanager_secret` and `aws_kms_key`, which look up ARNs by name.
 */
export class Secrets {
  private readonly stack: Construct;
  private readonly account: Account;
  private readonly arns = new Map<string, string>();

  constructor(stack: Construct, account: Account) {
    this.stack = stack;
    this.account = account;
  }

  /** The `valueFrom` of a secret in ECS: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html */
  valueFrom(options: SecretOptions): string {
    const arn = this.arnOf(options);
    const { key, versionStage, versionId } = options;
    if (key === undefined && versionStage === undefined && versionId === undefined) return arn;
    // Without a version stage and a version id, it is the current version.
    return `${arn}:${key ?? ''}:${versionStage ?? ''}:${versionId ?? ''}`;
  }

  /** The permissions of a role to read a secret. */
  grantsOf(variable: string, options: SecretOptions): Grant[] {
    const { parameter, secret, kmsKey } = options;
    const reason = `reads ${parameter ?? secret} for ${variable}`;
    const isParameter = parameter !== undefined;
    const read = isParameter ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue';
    const grants = [grant(reason, [read], this.arnOf(options))];
    if (kmsKey === undefined) return grants;
    const { region } = this.account;
    const service = `${isParameter ? 'ssm' : 'secretsmanager'}.${region}.amazonaws.com`;
    const condition = { StringEquals: { 'kms:ViaService': service } };
    return [...grants, grant(reason, ['kms:Decrypt'], this.keyOf(kmsKey), condition)];
  }

  private arnOf({ parameter, secret = '' }: SecretOptions): string {
    if (parameter !== undefined) {
      // A data source is not used, because it would write the value to the state.
      return this.account.arn('ssm', `parameter/${parameter.replace(/^\//, '')}`);
    }
    // In a module, this is already the ARN.
    if (isExpression(secret)) return secret;
    return this.once(
      `secret_${imageId(secret)}`,
      (id) => new DataAwsSecretsmanagerSecret(this.stack, id, { name: secret }).arn,
    );
  }

  private keyOf(alias: string): string {
    if (isExpression(alias)) return alias;
    return this.once(
      `key_${imageId(alias)}`,
      (id) => new DataAwsKmsKey(this.stack, id, { keyId: alias }).arn,
    );
  }

  /** Creates a data source once. Its id must contain "_", so that it cannot be the name of a service. */
  private once(id: string, create: (id: string) => string): string {
    const arn = this.arns.get(id) ?? create(id);
    this.arns.set(id, arn);
    return arn;
  }
}
