import type { AppOptions } from '../../constructs/options/environment/app-options';
import type { S3BackendOptions } from '../../constructs/options/environment/backend-options';
import type {
  Ec2CapacityOptions,
  InstanceTypeOptions,
} from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { HttpsOptions } from '../../constructs/options/environment/https-options';
import type { LoadBalancerOptions } from '../../constructs/options/environment/load-balancer-options';
import type {
  ExistingNetworkOptions,
  NewNetworkOptions,
} from '../../constructs/options/environment/network-options';
import type { QuotaOptions } from '../../constructs/options/environment/quota-options';
import type {
  GitlabOptions,
  RegistryOptions,
} from '../../constructs/options/environment/registry-options';
import type { WafOptions } from '../../constructs/options/environment/waf-options';
import type { PermissionOptions } from '../../constructs/options/permission-options';

// docs/options.md shows the text of each object. The compiler checks them.

export const app: AppOptions = {
  project: 'acme',
  services: [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }],
  environments: {
    staging: { region: 'eu-central-1', network: { nat: 'single' }, https: false },
  },
  registry: { zone: 'example.com' },
  modules: 'staging',
};

export const environment: EnvironmentOptions = {
  region: 'eu-central-1',
  network: { nat: 'per-az' },
  https: { domain: 'shop.example.com', zone: 'example.com' }, // or loadBalancer: { … }
  ec2: { instanceTypes: ['m7i.large'] },
  services: { web: { memoryMiB: 1024, command: null }, report: false },
  account: '123456789012',
  backend: { s3: { bucket: 'acme-terraform' } }, // or 'gitlab'
  tags: { team: 'shop' },
  pipelineActions: [
    { actions: ['sqs:CreateQueue'], on: ['arn:aws:sqs:*:*:acme-*'], reason: 'the queue of mails' },
  ],
  production: true,
  deletionProtection: true,
  accessLogs: true,
  waf: { requestsPerFiveMinutes: 5000 },
  desyncMitigation: 'strictest',
  containerInsights: false,
  alarms: true,
  alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  waitForSteadyState: true,
  xrayImage: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/xray:3.7.0',
  collectorImage: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/otel-collector:v0.49.0',
  pullThroughCaches: ['docker-hub'],
  guardDuty: false,
  quotas: { elasticIps: 10 },
};

export const newNetwork: NewNetworkOptions = {
  nat: 'none',
  zones: ['a', 'b', 'c'],
  cidr: '10.8.0.0/16',
  endpoints: true,
  publicTasks: false,
  flowLogs: true,
  buckets: ['acme-legacy'],
};

export const existingNetwork: ExistingNetworkOptions = {
  vpcId: 'vpc-0123456789abcdef0',
  publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  taskSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
  publicTasks: false,
  dualStack: true,
};

export const https: HttpsOptions = {
  domain: 'shop.example.com',
  zone: 'example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d',
};

export const loadBalancer: LoadBalancerOptions = {
  listenerArn:
    'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/main/0123456789abcdef/fedcba9876543210',
  securityGroupId: 'sg-0123456789abcdef0',
  priorities: [1000, 1999],
  domain: 'shop.example.com',
};

export const s3: S3BackendOptions = {
  bucket: 'acme-terraform',
  key: 'shop/staging.tfstate',
  region: 'eu-west-1',
  kmsKeyId: 'alias/terraform',
};

export const waf: WafOptions = {
  requestsPerFiveMinutes: false,
};

export const quotas: QuotaOptions = {
  rulesPerLoadBalancer: 200,
  targetsPerLoadBalancer: 2000,
  certificatesPerLoadBalancer: 50,
  elasticIps: 10,
  fargateVcpus: 400,
  fargateSpotVcpus: 400,
};

export const permission: PermissionOptions = {
  actions: ['s3:GetObject', 's3:PutObject'],
  on: ['arn:aws:s3:::acme-staging-uploads/*'],
  reason: 'keeps uploads',
};

export const ec2: Ec2CapacityOptions = {
  instanceTypes: ['m7i.large', 'm6i.large'],
  minHosts: 2,
  maxHosts: 12,
  targetPercent: 80,
  spotPercent: 50,
  networkMode: 'awsvpc',
  eniTrunking: true,
  volumeGiB: 50,
  maxLifetimeDays: 7,
  terminationProtection: true,
  xray: 'sidecar',
};

export const instanceType: InstanceTypeOptions = {
  name: 'm9g.large',
  vcpus: 2,
  memoryMiB: 8192,
  networkInterfaces: 3,
  architecture: 'arm64',
};

export const registry: RegistryOptions = {
  zone: 'example.com',
  gitlab: { project: 'acme/shop' },
  backend: { s3: { bucket: 'acme-terraform' } },
};

export const gitlab: GitlabOptions = {
  project: 'acme/shop',
  protectedBranch: 'trunk',
  url: 'https://gitlab.example.com',
  version: '18.5.0',
  forkPipelines: false,
  existingProvider: true,
};
