import {
  type AccountProps,
  type AppOptions,
  type AutoScalingCapacityProps,
  type AwsStackProps,
  type BackendOptions,
  type ContainerOptions,
  type Ec2CapacityOptions,
  type EnvironmentOptions,
  type ExpectedResponse,
  type Expression,
  type FolderImage,
  type GitlabOptions,
  type HealthCheckOptions,
  type HttpsOptions,
  type InstanceTypeOptions,
  type LoadBalancerProps,
  type Nat,
  type NetworkOptions,
  type NewNetworkOptions,
  type Override,
  type PermissionOptions,
  type QuotaOptions,
  type ReferencedImage,
  type RegistryOptions,
  type RouteOptions,
  type S3BackendOptions,
  type ScalingOptions,
  type ScheduleOptions,
  type SecretOptions,
  type ServiceOptions,
  type ServiceOverride,
  type ServiceScalingProps,
  ServicesApp,
  type ServicesAppProps,
  type SidecarOptions,
  type TargetHealthOptions,
  type TaskOptions,
  type TmpfsOptions,
  type VpcProps,
  type WafOptions,
  type WebAclProps,
  type ZoneLetter,
} from '../../../constructs';

const expected: ExpectedResponse = { contains: 'site' };
const route: RouteOptions = { path: '/', expect: expected };
const schedule: ScheduleOptions = { name: 'night', cron: '0 22 ? * *', maxTasks: 1 };
const scaling: ScalingOptions = { maxTasks: 8, schedules: [schedule] };
const built: FolderImage = { folder: 'containers/web' };
const pulled: ReferencedImage = { reference: 'public.ecr.aws/docker/library/redis:8.2' };
const secret: SecretOptions = { parameter: '/acme/{environment}/token' };
const healthCheck: HealthCheckOptions = { command: ['healthcheck'] };
const targetHealth: TargetHealthOptions = { intervalSeconds: 15 };
const scratch: TmpfsOptions = { sizeMiB: 128, executable: true };
const container: ContainerOptions = {
  image: built,
  healthCheck,
  secrets: { TOKEN: secret },
  tmpfs: { '/tmp': scratch },
};
const sidecar: SidecarOptions = { name: 'cache', image: pulled };
const task: TaskOptions = { cpuUnits: 512, memoryMiB: 1024, sidecars: [sidecar] };
const web: ServiceOptions = {
  name: 'web',
  ...container,
  ...task,
  scaling,
  routes: [route],
  targetHealth,
};

const nat: Nat = 'single';
const zones: ZoneLetter[] = ['a', 'b', 'c'];
const network: NewNetworkOptions = { nat, zones };
const https: HttpsOptions = { domain: 'shop.example.com', zone: 'example.com' };
const quotas: QuotaOptions = { elasticIps: 10 };
const waf: WafOptions = { requestsPerFiveMinutes: 5000 };
const instanceType: InstanceTypeOptions = {
  ...{ name: 'm9x.large', vcpus: 2, memoryMiB: 8192, networkInterfaces: 3 },
};
const ec2: Ec2CapacityOptions = { instanceTypes: [instanceType] };
const smaller: Override<ScalingOptions> = { maxTasks: 2, schedules: null };
const override: ServiceOverride = { scaling: smaller };
const permission: PermissionOptions = {
  actions: ['sqs:CreateQueue'],
  on: ['arn:aws:sqs:eu-central-1:*:acme-*'],
  reason: 'the queue of mails',
};

const bucket: S3BackendOptions = { bucket: 'acme-terraform' };
const backend: BackendOptions = { s3: bucket };

test('each option has a type with which a part of an app can be written', () => {
  const networks: NetworkOptions[] = [network, { nat: 'regional' }];
  const environment: EnvironmentOptions = {
    ...{ region: 'eu-central-1', network, https, quotas, waf, ec2 },
    ...{ services: { web: override }, pipelineActions: [permission], backend },
  };
  const gitlab: GitlabOptions = { project: 'acme/shop' };
  const registry: RegistryOptions = { zone: 'example.com', gitlab, backend };
  const options: AppOptions = {
    ...{ project: 'acme', services: [web], registry },
    environments: Object.fromEntries(
      networks.map((one, index) => [
        `test${index}`,
        {
          ...{ ...environment, network: one },
          https: { ...https, domain: `test${index}.example.com` },
        },
      ]),
    ),
  };
  const props: ServicesAppProps = { ...options, outdir: 'cdktf.out' };
  const app = new ServicesApp(props);
  expect(app.appliedStacks.map(({ node }) => node.id)).toEqual([
    ...['local', 'registry', 'test0', 'test1'],
  ]);
  const { resource } = JSON.parse(JSON.stringify(app.environment('test0').toTerraform()));
  expect(Object.keys(resource)).toContain('aws_autoscaling_group');
});

test('the values of parts have types', () => {
  const stack: AwsStackProps = { project: 'acme', region: 'eu-central-1' };
  const account: AccountProps = stack;
  const vpc: VpcProps = {
    ...{ name: 'acme', region: account.region, zones, nat },
    ...{ cidr: '10.0.0.0/16', publicTasks: false },
  };
  const isOn: Expression = { expression: 'local.is_https' };
  const loadBalancer: Pick<LoadBalancerProps, 'name' | 'isHttps'> = { name: 'acme', isHttps: isOn };
  const webAcl: Pick<WebAclProps, 'name' | 'logDays'> = { name: 'acme', logDays: 30 };
  const instances: Pick<AutoScalingCapacityProps, 'maxHosts' | 'egressPorts'> = {
    ...{ maxHosts: 2, egressPorts: [443] },
  };
  const tasks: Omit<ServiceScalingProps, 'cluster' | 'service' | 'targets'> = scaling;
  expect([vpc.zones, loadBalancer.isHttps, webAcl.logDays]).toEqual([zones, isOn, 30]);
  expect([instances.maxHosts, tasks.maxTasks]).toEqual([2, 8]);
});
