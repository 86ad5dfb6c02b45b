import { isText, textLimits } from '../text';
import { type Fields, isPlainObject, quoted, type ValidationIssues } from '../validation-issues';
import { variableField } from './variable-checks';

/** Linux allows 128 KiB for the name, "=", the value and a NUL. */
const maxVariableBytes = 131_071;

/** Validates the values of the environment variables of a container. */
export function checkEnvironment(issues: ValidationIssues, environment: unknown): void {
  if (environment === undefined) return;
  if (!isPlainObject(environment)) {
    issues.add('environment must be an object of names and strings', environment);
    return;
  }
  for (const [name, value] of Object.entries(environment)) {
    const variable = variableField('environment', name);
    if (typeof value !== 'string') {
      const isSimple = typeof value === 'number' || typeof value === 'boolean';
      issues.add(
        `${variable} must be a string`,
        value,
        isSimple ? `write "${value}"` : 'leave it out',
      );
    } else if (!isText(value)) {
      issues.add(`${variable} must be a string ${textLimits}`, value);
    } else if (Buffer.byteLength(`${name}=${value}`) > maxVariableBytes) {
      const bytes = Buffer.byteLength(value);
      issues.report(
        `${variable} has ${bytes} bytes, but ${maxVariableBytes} are allowed, including its name`,
      );
    }
  }
}

/** Validates the user of a container. */
export function checkUser(issues: ValidationIssues, user: unknown): void {
  if (user === undefined) return;
  const ids =
    typeof user === 'string' && /^\d+(:\d+)?$/.test(user) ? user.split(':').map(Number) : [];
  if (!ids[0] || ids.some((id) => id > 2_147_483_647)) {
    const suggestion = 'write for example "1000:1000"';
    issues.add('user must be a numeric user other than root', user, suggestion);
  }
}

/** Validates the in-memory folders of a container. */
export function checkTmpfs(
  issues: ValidationIssues,
  tmpfs: unknown,
  { memoryMiB = 249_856, page }: Fields,
): void {
  if (tmpfs === undefined) return;
  if (!isPlainObject(tmpfs)) {
    const suggestion = "write for example { '/tmp': 64 }";
    issues.add('tmpfs must be an object of paths and sizes in MiB', tmpfs, suggestion);
    return;
  }
  const most = Number.isInteger(memoryMiB) ? Number(memoryMiB) : Number.MAX_SAFE_INTEGER;
  for (const [path, folder] of Object.entries(tmpfs)) {
    if (!/^(\/[\w.-]+)+$/.test(path) || /\/\.\.?(\/|$)/.test(path)) {
      issues.add(
        'a path of tmpfs must be absolute, of letters, digits and . _ -, without a trailing slash',
        path,
      );
    } else if (/^\/(proc|sys|dev)(\/|$)/.test(path)) {
      issues.add('a path of tmpfs must not be in /proc, /sys or /dev', path);
    } else if (page !== undefined && '/srv/www/'.startsWith(`${path}/`)) {
      issues.add('a path of tmpfs must not hide the page at /srv/www', path);
    }
    const field = `tmpfs[${quoted(path)}]`;
    if (!isPlainObject(folder)) {
      issues.integer(field, folder, 1, most, ' (memoryMiB)');
    } else if (issues.object(field, folder, ['sizeMiB', 'executable'])) {
      issues.integer(`${field}.sizeMiB`, folder.sizeMiB, 1, most, ' (memoryMiB)');
      issues.boolean(`${field}.executable`, folder.executable);
    }
  }
}

/** Validates the ports to which a container can connect. */
export function checkEgressPorts(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  const ports: unknown[] = Array.isArray(value) ? value : [];
  const isPort = (port: unknown) =>
    Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535;
  const isRight = ports.every(isPort) && new Set(ports).size === ports.length;
  // The limit of rules in a security group: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  if (isRight && ports.includes(443) && ports.length <= 60) return;
  issues.add(
    'egressPorts must be an array of at most 60 different ports that includes 443',
    value,
    'write for example [443, 5432]',
  );
}
