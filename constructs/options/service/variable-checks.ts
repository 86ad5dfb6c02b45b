import { type Fields, isPlainObject, quoted, type ValidationIssues } from '../validation-issues';
import { openTelemetryVariables, traceReceiver, traceReceivers } from './tracing';

/**
 * Variables that ECS sets in each container, in place of values of the task definition:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html
 */
const ecsVariables = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_EXECUTION_ENV',
  'ECS_AGENT_URI',
  'ECS_CONTAINER_METADATA_URI',
  'ECS_CONTAINER_METADATA_URI_V4',
];

/**
 * Variables of the region. ECS sets them unless `environment` does, and the stacks set `AWS_REGION` on EC2, where older agents do
 * not: https://github.com/aws/amazon-ecs-agent/pull/4946
 */
const regionVariables = ['AWS_DEFAULT_REGION', 'AWS_REGION'];

/** Variables that the stacks set in the container of a service, some of them only with an option. */
const serviceVariables = [
  ...traceReceivers.xray.variables,
  ...['DRAIN_SECONDS', 'INDEX_HTML', 'PORT'],
];

/**
 * Validates the names of the environment variables of a container. ECS and Docker take any name without "=" and pass it to the program;
 * names with "." and "-" are in use, others are mistakes. A value must not replace one that the stack or ECS sets, and
 * must not be replaced by it. ECS refuses a task definition with a name in both `environment` and `secrets`.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 *
 * @param service the service, if this is its own container.
 */
export function checkVariableNames(
  issues: ValidationIssues,
  { environment, secrets }: Fields,
  service?: Fields,
): void {
  const plain = isPlainObject(environment) ? environment : {};
  const stored = isPlainObject(secrets) ? secrets : {};
  checkNames(issues, 'environment', plain);
  checkNames(issues, 'secrets', stored);
  if (service) checkOwnVariables(issues, plain, service);
  for (const name of Object.keys(stored)) {
    if (Object.hasOwn(plain, name)) {
      const shown = /^[\w.-]+$/.test(name) ? name : quoted(name);
      issues.report(`environment and secrets both set ${shown}; leave one out`);
    }
    if (regionVariables.includes(name)) {
      issues.report(
        `secrets.${name} would override a variable that the stack or Amazon ECS sets; write it in environment`,
      );
    } else if (service && [...serviceVariables, ...variablesOfTracing(service)].includes(name)) {
      issues.report(
        `secrets.${name} would override a variable that the stack sets; use another name`,
      );
    }
  }
}

function checkNames(
  issues: ValidationIssues,
  field: 'environment' | 'secrets',
  variables: Fields,
): void {
  for (const name of Object.keys(variables)) {
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) {
      const rule = `a variable of ${field} must have a name of letters, digits and _ . -, which begins with a letter or "_"`;
      issues.add(rule, name);
    } else if (ecsVariables.includes(name)) {
      issues.report(`${field}.${name} would be overridden by Amazon ECS; use another name`);
    }
  }
}

/** Where a variable is written: `environment.PORT`, `environment["discovery.type"]`. */
export function variableField(field: 'environment' | 'secrets', name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${field}.${name}` : `${field}[${quoted(name)}]`;
}

/** Validates that plain variables do not differ from those that the stack sets in the container of a service. */
function checkOwnVariables(issues: ValidationIssues, environment: Fields, service: Fields): void {
  const { port = 8080, drainSeconds, page, tracing } = service;
  const { PORT, DRAIN_SECONDS, INDEX_HTML } = environment;
  const suggestion = 'leave it out: it is set automatically';
  if (typeof PORT === 'string' && PORT !== String(port)) {
    const portField = /^[1-9]\d{0,4}$/.test(PORT) ? `set port: ${PORT}, and ` : '';
    issues.add(`environment.PORT must be the port, ${port}`, PORT, `${portField}${suggestion}`);
  }
  if (
    typeof drainSeconds === 'number' &&
    DRAIN_SECONDS !== undefined &&
    DRAIN_SECONDS !== String(drainSeconds)
  ) {
    const rule = `environment.DRAIN_SECONDS must be drainSeconds, ${drainSeconds}`;
    issues.add(rule, DRAIN_SECONDS, suggestion);
  }
  if (page !== undefined && INDEX_HTML !== undefined) {
    issues.report('page and environment.INDEX_HTML both set the page; leave one out');
  }
  for (const name of traceReceiver(tracing)?.variables ?? []) {
    if (!Object.hasOwn(environment, name)) continue;
    issues.report(`tracing and environment.${name} both set how traces are sent; leave one out`);
  }
}

/** Variables that tracing sets. With OpenTelemetry, a value in `environment` replaces some, a secret none. */
function variablesOfTracing({ tracing }: Fields): readonly string[] {
  const defaults = tracing === 'opentelemetry' ? Object.keys(openTelemetryVariables('', {})) : [];
  return [...defaults, ...(traceReceiver(tracing)?.variables ?? [])];
}
