import { all, type Resource, type Resources } from './synth-fargate';

/** Security rules for all stacks for AWS. Returns a sentence for each violation. */
export function policyProblems(stack: string): string[] {
  const { resource } = JSON.parse(stack) as { resource: Resources };
  const of = (type: string) => all(resource, type);
  const problems: string[] = [];
  const breach = (isBreach: boolean, sentence: string) => {
    if (isBreach) problems.push(sentence);
  };
  const tasks = of('aws_ecs_task_definition');
  for (const task of tasks) {
    const containers: Container[] = JSON.parse(String(task.container_definitions));
    const sum = (field: 'cpu' | 'memory') =>
      containers.reduce((total, container) => total + (container[field] ?? 0), 0);
    breach(sum('cpu') > Number(task.cpu), `${task.family}: more CPU than the task has`);
    breach(
      sum('memory') >= Number(task.memory) && containers.length > 1,
      `${task.family}: no memory left`,
    );
    breach(
      containers[0]?.essential !== true,
      `${task.family}: the first container is not essential`,
    );
    breach(task.execution_role_arn === task.task_role_arn, `${task.family}: one role for two`);
    for (const container of containers) problems.push(...containerProblems(container, task));
  }
  for (const group of of('aws_cloudwatch_log_group')) {
    breach(!(Number(group.retention_in_days) > 0), `${group.name}: logs for ever`);
  }
  for (const rule of of('aws_vpc_security_group_ingress_rule')) {
    const isOpen = rule.cidr_ipv4 !== undefined || rule.cidr_ipv6 !== undefined;
    const isFront = [80, 443].includes(Number(rule.from_port)) && rule.from_port === rule.to_port;
    const isEndpoint = String(rule.security_group_id).includes('endpoints');
    breach(isOpen && !isFront && !isEndpoint, `open: ${JSON.stringify(rule)}`);
  }
  const text = JSON.stringify({ ...resource, aws_iam_role_policy: {} });
  for (const id of Object.keys(resource.aws_iam_role ?? {})) {
    breach(!text.includes(`aws_iam_role.${id}.`), `role ${id} is not used`);
  }
  for (const role of of('aws_iam_role')) {
    breach(role.permissions_boundary === undefined, `role ${role.name} has no boundary`);
  }
  for (const { policy } of of('aws_iam_role_policy')) problems.push(...broadGrants(String(policy)));
  for (const service of of('aws_ecs_service')) problems.push(...serviceProblems(service, of));
  for (const template of of('aws_launch_template')) {
    const [{ http_tokens, http_put_response_hop_limit: hops } = {} as Metadata] = [
      template.metadata_options as Metadata,
    ];
    breach(http_tokens !== 'required' || hops !== 1, 'hosts give their role to containers');
    breach(!JSON.stringify(template).includes('"encrypted":"true"'), 'disks are not encrypted');
  }
  return problems;
}

interface Container {
  readonly name: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly essential?: boolean;
  readonly privileged?: boolean;
  readonly stopTimeout?: number;
  readonly readonlyRootFilesystem?: boolean;
  readonly linuxParameters: { readonly capabilities: object };
  readonly logConfiguration: {
    readonly logDriver: string;
    readonly options: Readonly<Record<string, string>>;
  };
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string }[];
  readonly links?: readonly string[];
}

interface Metadata {
  readonly http_tokens?: string;
  readonly http_put_response_hop_limit?: number;
}

function containerProblems(container: Container, task: Resource): string[] {
  const { name, privileged, stopTimeout = 30, linuxParameters, logConfiguration } = container;
  const drain = container.environment.find((variable) => variable.name === 'DRAIN_SECONDS');
  const variables = [...container.environment, ...(container.secrets ?? [])];
  const names = new Set(variables.map((variable) => variable.name));
  const breaches: [boolean, string][] = [
    [names.size < variables.length, 'has a variable twice'],
    [privileged !== undefined, 'is privileged'],
    [typeof container.readonlyRootFilesystem !== 'boolean', 'does not say whether it may write'],
    [
      JSON.stringify(linuxParameters.capabilities) !== '{"add":[],"drop":["ALL"]}',
      'has capabilities',
    ],
    [logConfiguration.options.mode === undefined, 'does not say whether its logs may hold it up'],
    [stopTimeout < 2 || stopTimeout > 120, 'has a time to stop that Fargate has not'],
    [Number(drain?.value ?? 0) >= stopTimeout, 'drains longer than it has to stop'],
    [task.network_mode === 'awsvpc' && container.links !== undefined, 'has links in awsvpc'],
  ];
  return breaches.filter(([is]) => is).map(([, what]) => `${task.family} ${name} ${what}`);
}

/** Actions that do not support resource-level permissions. */
const unlimited = /^(ecr:GetAuthorizationToken|ecs:DiscoverPollEndpoint|ssmmessages:\w+|xray:\w+)$/;

function broadGrants(policy: string): string[] {
  const statements: { Action: string[]; Resource: string | string[] }[] =
    JSON.parse(policy).Statement;
  return statements
    .filter(({ Resource }) => [Resource].flat().includes('*'))
    .flatMap(({ Action }) => Action)
    .filter((action) => !unlimited.test(action))
    .map((action) => `${action} on all`);
}

function serviceProblems(service: Resource, of: (type: string) => Resource[]): string[] {
  const { name, depends_on: waits = [], capacity_provider_strategy: strategy } = service;
  if (service.scheduling_strategy === 'DAEMON') return [];
  const spot = JSON.stringify(strategy).includes('SPOT');
  const [target] = of('aws_lb_target_group').filter(({ tags }) =>
    String((tags as { Name: string }).Name).endsWith(`-${name}`),
  );
  const [task] = of('aws_ecs_task_definition').filter(({ family }) =>
    String(family).endsWith(`-${name}`),
  );
  const [{ stopTimeout = 30 } = {} as Container]: Container[] = JSON.parse(
    String(task?.container_definitions ?? '[]'),
  );
  const deregistration = Number(target?.deregistration_delay);
  const breaches: [boolean, string][] = [
    [service.launch_type !== undefined || strategy === undefined, 'has a launch type'],
    [
      !JSON.stringify(waits).includes('aws_ecs_cluster_capacity_providers'),
      'waits for no capacity',
    ],
    [!JSON.stringify(waits).includes('aws_lb_listener_rule'), 'waits for no rule'],
    [deregistration > stopTimeout, 'is killed while requests are open'],
    [spot && deregistration + stopTimeout >= 120, 'has too little time on Spot'],
  ];
  return breaches.filter(([is]) => is).map(([, what]) => `service ${name} ${what}`);
}
