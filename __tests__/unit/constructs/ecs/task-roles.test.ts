import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

/** The statements of the role that starts the tasks of a service. */
const startStatements = (service: ServiceOptions): { Action: string[]; Resource: string }[] => {
  const [policy] = all(synthFargate([service]).resource, 'aws_iam_role_policy');
  expect(policy?.name).toBe('start');
  return JSON.parse(String(policy?.policy)).Statement;
};

test('tasks may pull their own image and write their own logs', () => {
  const broad = startStatements(web).filter(({ Resource }) => Resource === '*');
  expect(broad).toEqual([
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
  ]);
});

test('an image of a private repository may be pulled, and no other', () => {
  const reference = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2';
  const granted = startStatements({ ...web, image: { reference } });
  expect(granted.map(({ Resource }) => Resource)).toContain(
    'arn:aws:ecr:eu-west-1:123456789012:repository/team/app',
  );
});
