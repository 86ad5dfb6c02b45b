import { isPlainObject } from '../../constructs/options/validation-issues';
import { UserError } from '../cli/command';
import { fields, type Registration } from './registration';

/** An environment, and the others of its project, whose names can begin with its name. */
export interface FamilyScope {
  readonly project: string;

  /** Name of the environment and its stack. */
  readonly stack: string;
  readonly environmentNames: readonly string[];
}

/** The stack that the outputs must belong to. */
export interface Applied extends FamilyScope {
  /** Names of the services in services.ts. */
  readonly services: readonly string[];

  /** Origin of the outputs, for error messages. */
  readonly source: string;

  /** Command that updates an outdated state, for error messages. */
  readonly apply: string;
}

/** Whether a task definition family is of an environment: `acme-prod-eu-web` is of `prod-eu`, if there is one, not of `prod`. */
export function isFamilyOf(family: string, scope: FamilyScope): boolean {
  const begins = (name: string) => family.startsWith(`${scope.project}-${name}-`);
  const longer = scope.environmentNames.filter((name) => name.length > scope.stack.length);
  return begins(scope.stack) && !longer.some(begins);
}

/**
 * Reads the task definitions from the output of `terraform output -json`, in the order of services.ts.
 *
 * @throws UserError if they are missing, invalid, or of other services than those of services.ts.
 */
export function registrationsIn(printed: string, applied: Applied): Registration[] {
  const { stack, services, source, apply } = applied;
  const outputs = parsed(printed);
  if (!isPlainObject(outputs) || !Object.values(outputs).every(isOutput)) {
    throw new UserError(`${source} is not the output of: terraform output -json`);
  }
  if (Object.keys(outputs).length === 0) {
    throw new UserError(
      `stack "${stack}" has no outputs, because it was not applied; apply it with: ${apply}`,
    );
  }
  const output = outputs.task_definitions;
  if (!isOutput(output)) {
    throw new UserError(
      `stack "${stack}" has no output task_definitions, because an older version of it was applied; apply it with: ${apply}`,
    );
  }
  if (output.sensitive === true) {
    throw new UserError(
      `output task_definitions of stack "${stack}" is sensitive and must not be written to a file; pass sensitive values as secrets`,
    );
  }
  const { value } = output;
  if (!isPlainObject(value)) {
    throw new UserError(`output task_definitions of stack "${stack}" is not a map of services`);
  }
  requireSame(Object.keys(value), applied);
  return services.map((service) => registrationOf(service, value[service], applied));
}

/** @throws UserError if the applied services differ from those of services.ts. */
function requireSame(found: readonly string[], { stack, services, apply }: Applied): void {
  const missing = services.filter((name) => !found.includes(name));
  const removed = found.filter((name) => !services.includes(name));
  if (missing.length + removed.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
    ...(removed.length > 0 ? [`with ${removed.join(', ')}`] : []),
  ];
  throw new UserError(
    `stack "${stack}" was applied with other services than those of services.ts: ${parts.join(', ')}; apply it with: ${apply}`,
  );
}

function registrationOf(service: string, value: unknown, applied: Applied): Registration {
  const subject = `output task_definitions: service "${service}"`;
  if (!isRegistration(value)) {
    throw new UserError(`${subject} must have family and containerDefinitions`);
  }
  const other = Object.keys(value).find((field) => !fields.includes(field));
  if (other !== undefined) {
    throw new UserError(`${subject} has ${other}, which RegisterTaskDefinition does not accept`);
  }
  // The family becomes the name of a folder.
  if (!isFamilyOf(value.family, applied) || !/^[\w-]+$/.test(value.family)) {
    throw new UserError(
      `${subject} has family "${value.family}", which does not belong to stack "${applied.stack}"; give the outputs of this stack`,
    );
  }
  return value;
}

function isRegistration(value: unknown): value is Registration {
  return (
    isPlainObject(value) &&
    typeof value.family === 'string' &&
    Array.isArray(value.containerDefinitions)
  );
}

function isOutput(value: unknown): value is { sensitive?: unknown; value: unknown } {
  return isPlainObject(value) && 'value' in value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
