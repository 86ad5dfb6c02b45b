/** The three shipped services for aws-cdk, in the files that `cdk init app --language typescript` makes. */

/** Exact versions, as `cdk init` of this aws-cdk chooses them. */
const dependencies = {
  'aws-cdk': '2.1148.1',
  'aws-cdk-lib': '2.276.0',
  constructs: '10.6.0',
  tsx: '4.23.15',
  typescript: '7.0.2',
  '@types/node': '24.10.1',
};

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['es2022'],
  declaration: true,
  strict: true,
  inlineSourceMap: true,
  inlineSources: true,
  skipLibCheck: true,
  noEmit: true,
  isolatedModules: true,
  types: ['node'],
};

const app = `#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib/core';
import { ShopStack } from '../lib/shop-stack';

new ShopStack(new cdk.App(), 'Shop');
`;

const stack = `import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as cdk from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

const services = [
  { name: 'magicnight', folder: 'containers/api', path: '/magicnight', healthPath: '/readyz' },
  { name: 'site-a', folder: 'containers/web', path: '/a', healthPath: '/healthz' },
  { name: 'site-b', folder: 'containers/web', path: '/b', healthPath: '/healthz' },
];

export class ShopStack extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: true,
    });
    const listener = loadBalancer.addListener('Http', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    services.forEach(({ name, folder, path, healthPath }, index) => {
      const taskDefinition = new ecs.FargateTaskDefinition(this, name + '-task', {
        cpu: 256,
        memoryLimitMiB: 512,
      });
      taskDefinition.addContainer('main', {
        image: ecs.ContainerImage.fromAsset(folder),
        portMappings: [{ containerPort: 8080 }],
        logging: ecs.LogDrivers.awsLogs({ streamPrefix: name }),
      });
      const service = new ecs.FargateService(this, name, {
        cluster,
        taskDefinition,
        minHealthyPercent: 100,
        circuitBreaker: { rollback: true },
      });
      listener.addTargets(name, {
        port: 8080,
        protocol: elbv2.ApplicationProtocol.HTTP,
        targets: [service],
        priority: index + 1,
        conditions: [elbv2.ListenerCondition.pathPatterns([path, path + '/*'])],
        healthCheck: { path: healthPath },
      });
      service
        .autoScaleTaskCount({ minCapacity: 1, maxCapacity: 4 })
        .scaleOnCpuUtilization('cpu', { targetUtilizationPercent: 70 });
    });
  }
}
`;

/** The files of the project by path, without its images. */
export const awsCdkFiles: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ private: true, dependencies }),
  'tsconfig.json': JSON.stringify({ compilerOptions, exclude: ['node_modules', 'cdk.out'] }),
  'cdk.json': JSON.stringify({ app: 'npx tsc && npx tsx bin/shop.ts' }),
  'bin/shop.ts': app,
  'lib/shop-stack.ts': stack,
};
