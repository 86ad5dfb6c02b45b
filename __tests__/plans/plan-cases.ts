import { driftIn, secondSecret, sensitive } from './plan-additions';
import type { PlanCase } from './plan-case';

const logs = 'aws_cloudwatch_log_group.site-a_logs_592737E7';
const policy = 'aws_appautoscaling_policy.site-b_scaling_cpu_A5328AB3';

/** Every plan begins with what services.ts and main.ts have as they are shipped, applied. */
export const planCases: readonly PlanCase[] = [
  { name: 'first-apply', done: 'Nothing was applied yet', state: 'none' },
  { name: 'nothing-to-do', done: 'Planned again right after the first apply', state: 'fresh' },
  {
    name: 'image-change',
    done: 'Another tag of the image magicnight/api: `-var=image_api=4be1d9c07a52`',
    args: ['-var=image_api=4be1d9c07a52'],
  },
  {
    name: 'route-added',
    done: 'A fourth service with a route of its own, `/shop`, in services.ts',
    edits: [
      [
        'services.ts',
        'ServiceDescription[] = [',
        "ServiceDescription[] = [\n  { name: 'shop', image: { folder: 'containers/api' }, routes: ['/shop'], healthPath: '/readyz' },",
      ],
    ],
  },
  {
    name: 'zone-added',
    done: "A third availability zone in main.ts: `zones: ['a', 'b', 'c']`",
    edits: [['main.ts', "{ nat: 'single' }", "{ nat: 'single', zones: ['a', 'b', 'c'] }"]],
  },
  {
    name: 'https-added',
    done: 'HTTPS under `shop.example.com` in main.ts, and a second name, `b.example.com`, that leads to site-b',
    edits: [
      ['main.ts', 'https: false', "https: { domain: 'shop.example.com', zone: 'example.com' }"],
      [
        'services.ts',
        "[{ path: '/b', stripPrefix: true }]",
        "[{ path: '/b', stripPrefix: true }, { path: '/', host: 'b.example.com' }]",
      ],
    ],
  },
  {
    name: 'replacement',
    done: 'The container of magicnight listens on another port, `port: 8081` in services.ts',
    edits: [['services.ts', "name: 'magicnight',", "name: 'magicnight',\n    port: 8081,"]],
  },
  {
    name: 'permissions-and-tasks',
    done: 'magicnight gets a secret (`secrets`) and may call port 5432 (`egressPorts`), and site-b is down to no task (`tasks: 0`)',
    edits: [
      [
        'services.ts',
        "name: 'magicnight',",
        "name: 'magicnight',\n    secrets: { DB_PASSWORD: { parameter: '/shop/db-password' } },\n    egressPorts: [443, 5432],",
      ],
      ['services.ts', "name: 'site-b',", "name: 'site-b',\n    tasks: 0,"],
    ],
  },
  { name: 'destroy', done: '`terraform plan -destroy`', args: ['-destroy'] },
  {
    name: 'sensitive-change',
    done: 'Another value of a sensitive variable, which a parameter, a secret, an output and the environment of a task have',
    files: { 'sensitive.tf.json': sensitive },
    prepare: async ({ terraform }) => {
      await terraform(['apply', '-auto-approve']);
    },
    args: [`-var=mail_password=${secondSecret}`],
  },
  {
    name: 'move',
    done: 'The cluster and a target group have other names in the code (`moved` blocks), as has a log group, which keeps its lines for 7 days from now on',
    files: {
      'moves.tf.json': {
        moved: [
          { from: 'aws_ecs_cluster.main', to: 'aws_ecs_cluster.cluster' },
          {
            from: 'aws_lb_target_group.site-a',
            to: 'aws_lb_target_group.site-a_targets_0D694DDC',
          },
          { from: 'aws_cloudwatch_log_group.site-a', to: logs },
        ],
      },
      // What a file with such a name says is merged into what is there.
      'moves_override.tf.json': {
        resource: {
          aws_cloudwatch_log_group: { 'site-a_logs_592737E7': { retention_in_days: 7 } },
        },
      },
    },
    prepare: async ({ terraform }) => {
      const older = [
        ['aws_ecs_cluster.cluster', 'aws_ecs_cluster.main'],
        ['aws_lb_target_group.site-a_targets_0D694DDC', 'aws_lb_target_group.site-a'],
        [logs, 'aws_cloudwatch_log_group.site-a'],
      ];
      for (const [address = '', before = ''] of older) {
        await terraform(['state', 'mv', address, before]);
      }
    },
  },
  {
    name: 'import',
    done: 'Two log groups that were there are taken over (`import` blocks), one as it is, one whose lines are kept for 30 days from now on',
    files: {
      'imports.tf.json': {
        import: [
          { to: 'aws_cloudwatch_log_group.jobs', id: '/shop/jobs' },
          { to: 'aws_cloudwatch_log_group.mails', id: '/shop/mails' },
        ],
        resource: {
          aws_cloudwatch_log_group: {
            jobs: { name: '/shop/jobs' },
            mails: { name: '/shop/mails', retention_in_days: 30 },
          },
        },
      },
    },
    prepare: async ({ client }) => {
      const target = 'Logs_20140328.CreateLogGroup';
      const tags = { project: 'magicnight', stack: 'fargate' };
      await client.json('logs', target, { logGroupName: '/shop/jobs', tags });
      await client.json('logs', target, { logGroupName: '/shop/mails' });
    },
  },
  {
    name: 'forget',
    done: 'Terraform is to forget the scaling policy of site-b, which stays on AWS (`removed` with `destroy = false`)',
    without: [policy],
    files: { 'removed.tf.json': { removed: [{ from: policy, lifecycle: { destroy: false } }] } },
  },
  {
    name: 'drift',
    done: 'By hand on AWS: SSH opened in the security group of the load balancer, targets drained for a shorter time, a log group deleted, another kept for a shorter time, a tag of the cluster changed',
    prepare: driftIn,
    isLast: true,
  },
];
