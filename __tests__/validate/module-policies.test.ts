import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { fullOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { type SynthesizedModule, synthModules } from '../support/synth-modules';
import { outputsOf, withAttributes } from './terraform-evaluate';

const moduleOf = (more: Partial<EnvironmentOptions>) => {
  const options = { ...fullOptions.options, ...more };
  return synthModules({ ...fullOptions, options }).magicnight as SynthesizedModule;
};
const everything = moduleOf({});

/** The actions that the role allows with which ECS starts the tasks of site-a, each with its resource, for these images. */
function allowed(
  images: { service: string; sidecar: string },
  everything: SynthesizedModule,
): string[] {
  const policyOfServiceA = Object.entries(everything.resource.aws_iam_role_policy ?? {}).find(
    ([name]) => name.startsWith('site-a_roles_start'),
  );
  const used = Object.entries(everything.locals).filter(([name]) =>
    /repository_arn$|_path$|agent_account$/.test(name),
  );
  const outputs = outputsOf(
    {
      variable: everything.variable,
      locals: Object.fromEntries(used.map(([name, value]) => [name, withAttributes(value)])),
      output: { policy: { value: withAttributes(String(policyOfServiceA?.[1].policy)) } },
    },
    {
      ...{ name_prefix: 'shop', magicnight_image: 'shop/api:1', site_b_image: 'shop/web:1' },
      ...{ site_a_image: images.service, site_a__beside_image: images.sidecar },
    },
  );
  const policy = JSON.parse(String(outputs.policy));
  return policy.Statement.flatMap(({ Action, Resource }: { Action: string[]; Resource: string }) =>
    Action.map((action) => `${action} ${Resource}`),
  );
}

const always = [
  'logs:CreateLogStream LOGS:*',
  'logs:PutLogEvents LOGS:*',
  'ssm:GetParameters arn:aws:ssm:ap-southeast-4:111111111111:parameter/shop/db-password',
  'kms:Decrypt KEY',
];
const login = 'ecr:GetAuthorizationToken *';
const pulls = (arn: string) => [
  `ecr:BatchCheckLayerAvailability ${arn}`,
  `ecr:BatchGetImage ${arn}`,
  `ecr:GetDownloadUrlForLayer ${arn}`,
];
const own = '222222222222.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.2';
const ownArn = 'arn:aws:ecr:eu-west-1:222222222222:repository/shop/web';
const far = `333333333333.dkr.ecr.us-east-1.amazonaws.com/router@sha256:${'0'.repeat(64)}`;
const farArn = 'arn:aws:ecr:us-east-1:333333333333:repository/router';

describeWith(['terraform'], 'permissions of the execution role of a module', () => {
  test.each([
    ['no image is in ECR', { service: 'shop/web:1', sidecar: 'ghcr.io/shop/router:2' }, []],
    [
      'that of the service is',
      { service: own, sidecar: 'shop/router:2' },
      [login, ...pulls(ownArn)],
    ],
    ['that of a sidecar is', { service: 'shop/web:1', sidecar: far }, [login, ...pulls(farArn)]],
    ['both are', { service: own, sidecar: far }, [login, ...pulls(ownArn), ...pulls(farArn)]],
  ])('%s', (_what, images, expected) => {
    expect(allowed(images, everything)).toEqual([...always, ...expected]);
  });

  test("with guardDuty, GuardDuty's agent of the caller's region may be pulled", () => {
    const images = { service: 'shop/web:1', sidecar: 'shop/router:2' };
    expect(allowed(images, moduleOf({ guardDuty: true }))).toEqual([
      ...always.slice(0, 2),
      login,
      ...pulls('arn:aws:ecr:ap-southeast-4:251357961535:repository/aws-guardduty-agent-fargate'),
      ...always.slice(2),
    ]);
  });

  test('only an image in a pull-through cache may be fetched into its repository', () => {
    const host = '222222222222.dkr.ecr.eu-west-1.amazonaws.com';
    const arn = (name: string) => `arn:aws:ecr:eu-west-1:222222222222:repository/${name}`;
    const withCaches = moduleOf({ pullThroughCaches: ['hub', 'quay.io'] });
    const fills = (name: string) =>
      ['BatchImportUpstreamImage', 'CreateRepository'].map((one) => `ecr:${one} ${arn(name)}`);
    const ofCaches = (service: string, sidecar: string) =>
      allowed({ service: `${host}/${service}:1`, sidecar }, withCaches).filter((one) =>
        /BatchImport|CreateRepository/.test(one),
      );
    expect(ofCaches('hub/a/nginx', `${host}/quay.io/b:2`)).toEqual([
      ...fills('hub/a/nginx'),
      ...fills('quay.io/b'),
    ]);
    expect(ofCaches('shop/hub/nginx', 'hub/nginx:2')).toEqual([]);
    expect(ofCaches('quay-io/b', `${host}/hubs/b:2`)).toEqual([]);
  });
});
