import { DataAwsKmsKey } from '@cdktf/provider-aws/lib/data-aws-kms-key';
import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import type { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { type Grant, grant } from '../iam/grant';
import { imageId } from '../options/image-name';
import type { SecretOptions } from '../options/service/secret-options';
import { isExpression } from '../terraform/physical-name';

/**
 * Where the secrets of services are, each once. No value of one comes near Terraform or its state.
 *
 * Synthesizes the data sources `aws_secretsmanager_secret` and `aws_kms_key`, which tell the ARNs of names.
 */
export class Secrets {
  private readonly stack: Construct;
  private readonly account: Account;
  private readonly arns = new Map<string, string>();

  constructor(stack: Construct, account: Account) {
    this.stack = stack;
    this.account = account;
  }

  /** What ECS takes: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html */
  valueFrom(options: SecretOptions): string {
    const arn = this.arnOf(options);
    // The empty parts are stage and version: the current one.
    return options.key === undefined ? arn : `${arn}:${options.key}::`;
  }

  /** What a role needs to read a secret. */
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
      // A data source would put the value into the state.
      return this.account.arn('ssm', `parameter/${parameter.replace(/^\//, '')}`);
    }
    // In a module that is the ARN itself.
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

  /** "_" keeps the id apart from the names of services. */
  private once(id: string, make: (id: string) => string): string {
    const arn = this.arns.get(id) ?? make(id);
    this.arns.set(id, arn);
    return arn;
  }
}
