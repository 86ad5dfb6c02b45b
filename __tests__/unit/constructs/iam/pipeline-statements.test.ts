import { resourceActions } from '../../../../constructs/iam/actions/resource-actions';
import { account, fargate, statementsOf } from '../../../support/synth-registry';

test('plan reads all resources of the stacks, and no bucket, role or secret of others', () => {
  const read = Object.values(resourceActions).flatMap((actions) => actions.read);
  const statements = statementsOf('plan');
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.sort()).toEqual([...new Set(read)].sort());
  for (const action of actions) expect(action).toMatch(/:(Describe|Get|List)/);
  for (const { Action, Resource } of statements) {
    const services = new Set(Action.map((action) => action.split(':')[0]));
    if (services.has('s3')) expect(Resource).toBe('arn:aws:s3:::magicnight-*');
    else if (services.has('iam')) {
      const kind = Action.includes('iam:GetRole') ? 'role' : 'instance-profile';
      expect(Resource).toBe(`arn:aws:iam::${account}:${kind}/magicnight/*`);
    } else if (services.has('kms')) {
      expect(Action).toEqual([
        'kms:DescribeKey',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
      ]);
      expect(Resource).toEqual([
        `arn:aws:kms:eu-central-1:${account}:key/*`,
        `arn:aws:secretsmanager:eu-central-1:${account}:secret:*`,
      ]);
    } else expect(Resource).toBe('*');
  }
});

test('push adds only to repositories of the project', () => {
  const [token, push] = statementsOf('push');
  expect(token).toMatchObject({ Action: ['ecr:GetAuthorizationToken'], Resource: '*' });
  expect(push?.Resource).toEqual(['${aws_ecr_repository.magicnight_web.arn}']);
  expect(push?.Action.filter((action) => /Delete|Policy|Create/.test(action))).toEqual([]);
});

test('apply marks the images of its environment, and uploads none', () => {
  const images = { ...fargate, imageFolders: ['containers/web', 'containers/api'] };
  const pipelineEnvironments = [images, { ...fargate, name: 'tools', imageFolders: ['tools'] }];
  const statements = statementsOf('fargate-apply', { pipelineEnvironments });
  expect(statements.filter(({ Action }) => Action.includes('ecr:PutImage'))).toEqual([
    {
      Effect: 'Allow',
      Action: ['ecr:BatchGetImage', 'ecr:PutImage'],
      Resource: ['web', 'api'].map(
        (name) => `arn:aws:ecr:eu-central-1:${account}:repository/magicnight/${name}`,
      ),
    },
  ]);
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /LayerUpload|UploadLayer|BatchDelete/.test(action))).toEqual(
    [],
  );
});

test('apply has all actions that the stacks need, and no others', () => {
  const granted = statementsOf('fargate-apply').flatMap(({ Action }) => Action);
  const needed = Object.values(resourceActions).flatMap(({ read, write }) => [...read, ...write]);
  expect([...new Set(granted)].sort()).toEqual([...new Set(needed)].sort());
  expect(granted.filter((action) => action.includes('*'))).toEqual([]);
});
