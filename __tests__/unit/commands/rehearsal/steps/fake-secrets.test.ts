import { requiredSecrets } from '../../../../../commands/rehearsal/steps/fake-secrets';

test('what a stack looks up or names of secrets, parameters and keys is wanted, once each', () => {
  const container = {
    secrets: [
      { name: 'DB', valueFrom: '${data.aws_secretsmanager_secret.db.arn}:password::' },
      { name: 'USER', valueFrom: '${data.aws_secretsmanager_secret.db.arn}:user::' },
      { name: 'OLD', valueFrom: '${data.aws_secretsmanager_secret.db.arn}:old:AWSPREVIOUS:' },
      { name: 'PREVIOUS', valueFrom: '${data.aws_secretsmanager_secret.db.arn}::AWSPREVIOUS:' },
      { name: 'AGAIN', valueFrom: '${data.aws_secretsmanager_secret.db.arn}:user::' },
      { name: 'TOKEN', valueFrom: '${data.aws_secretsmanager_secret.token.arn}' },
      { name: 'KEY', valueFrom: 'arn:aws:ssm:eu-central-1:${local.account}:parameter/shop/key' },
      { name: 'PLAIN', valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/plain' },
    ],
  };
  expect(
    requiredSecrets({
      resource: {
        aws_ecs_task_definition: { api: { container_definitions: JSON.stringify([container]) } },
      },
      data: {
        aws_secretsmanager_secret: { db: { name: 'shop/db' }, token: { name: 'shop/token' } },
        aws_kms_key: { ours: { key_id: 'alias/shop' }, other: { key_id: '${var.key}' } },
      },
    }),
  ).toEqual({
    secrets: [
      { name: 'shop/db', jsonKeys: ['old', 'password', 'user'] },
      { name: 'shop/token', jsonKeys: [] },
    ],
    parameters: ['/shop/key', 'plain'],
    keyAliases: ['alias/shop'],
  });
});

test('a stack without any wants none', () => {
  expect(requiredSecrets({})).toEqual({ secrets: [], parameters: [], keyAliases: [] });
});
