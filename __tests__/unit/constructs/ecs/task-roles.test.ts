import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

/** The statements of the role that starts the tasks of a service. */
const startStatements = (service: ServiceOptions): { Action: string[]; Resource: string }[] => {
  const [policy] = all(synthFargate([service]).resource, 'aws_iam_role_policy');
  expect(policy?.name).toBe('start');
  return JSON.parse(String(policy?.policy)).Statement;
};

test('only the ECR login of the execution role is for all resources', () => {
  const broad = startStatements(web).filter(({ Resource }) => Resource === '*');
  expect(broad).toEqual([
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
  ]);
});

test('an image in a repository of another account may be pulled', () => {
  const reference = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2';
  const granted = startStatements({ ...web, image: { reference } });
  expect(granted.map(({ Resource }) => Resource)).toContain(
    'arn:aws:ecr:eu-west-1:123456789012:repository/team/app',
  );
});
