import { isPlainObject } from '../../constructs/options/validation-issues';
import { UserError } from '../cli/command';
import { fields, type Registration } from './registration';

/** Of what the outputs must be. */
export interface Applied {
  readonly stack: string;

  /** Names of the services that are described. */
  readonly services: readonly string[];

  /** Where the outputs are from, for a message. */
  readonly source: string;

  /** What mends a state that is not as described. */
  readonly apply: string;
}

/** What the families of a stack begin with. */
export function familyPrefix(stack: string): string {
  return `magicnight-${stack}-`;
}

/**
 * The task definitions in what `terraform output -json` prints, in the order in which the services are described.
 *
 * @throws UserError if they are not there, not readable, or of something else than is described.
 */
export function registrationsIn(printed: string, applied: Applied): Registration[] {
  const { stack, services, source, apply } = applied;
  const outputs = parsed(printed);
  if (!isPlainObject(outputs) || !Object.values(outputs).every(isOutput)) {
    throw new UserError(`${source} is not what this prints: terraform output -json`);
  }
  if (Object.keys(outputs).length === 0) {
    throw new UserError(`stack "${stack}" has no outputs: it is not applied; do it with: ${apply}`);
  }
  const output = outputs.task_definitions;
  if (!isOutput(output)) {
    throw new UserError(
      `stack "${stack}" has no output task_definitions: another version of it is applied; first: ${apply}`,
    );
  }
  if (output.sensitive === true) {
    throw new UserError(
      `output task_definitions of stack "${stack}" is sensitive, and is not written to a file; put what is secret into secrets`,
    );
  }
  const { value } = output;
  if (!isPlainObject(value)) {
    throw new UserError(`output task_definitions of stack "${stack}" is no map of services`);
  }
  requireSame(Object.keys(value), applied);
  return services.map((service) => registrationOf(service, value[service], stack));
}

/** @throws UserError if other services are applied than are described. */
function requireSame(found: readonly string[], { stack, services, apply }: Applied): void {
  const missing = services.filter((name) => !found.includes(name));
  const removed = found.filter((name) => !services.includes(name));
  if (missing.length + removed.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(removed.length > 0 ? [`it has ${removed.join(', ')}`] : []),
  ];
  throw new UserError(
    `stack "${stack}" is applied with other services than services.ts describes: ${parts.join(', ')}; first: ${apply}`,
  );
}

function registrationOf(service: string, value: unknown, stack: string): Registration {
  const subject = `output task_definitions: service "${service}"`;
  if (!isRegistration(value)) {
    throw new UserError(`${subject} must have family and containerDefinitions`);
  }
  const other = Object.keys(value).find((field) => !fields.includes(field));
  if (other !== undefined) {
    throw new UserError(`${subject} has ${other}, which RegisterTaskDefinition does not take`);
  }
  // It becomes the name of a folder.
  if (!value.family.startsWith(familyPrefix(stack)) || !/^[\w-]+$/.test(value.family)) {
    throw new UserError(
      `${subject} has family "${value.family}", which is none of stack "${stack}"; are these its outputs?`,
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
