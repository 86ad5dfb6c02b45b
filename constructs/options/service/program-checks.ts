import { isText, textLimits } from '../text';
import type { ValidationIssues } from '../validation-issues';

/** Validates the command of a container, or its entry point. */
export function checkCommand(
  issues: ValidationIssues,
  command: unknown,
  field: 'command' | 'entryPoint',
  { entryPoint }: { readonly entryPoint?: unknown } = {},
): void {
  if (command === undefined) return;
  if (!checkWords(issues, field, command, "['node', 'worker.js']")) return;
  // After an entry point, the command is only its arguments.
  if (field === 'command' && entryPoint !== undefined) return;
  const way = isLine(command) ? asWords(command[0], (line) => `['sh', '-c', ${line}]`) : undefined;
  if (way === undefined) return;
  const shell =
    field === 'command' ? '; for an image whose ENTRYPOINT is a shell, also write entryPoint' : '';
  issues.add(`the first string of ${field} must be a program`, command, `${way}${shell}`);
}

/** Validates the health check of a container. */
export function checkHealthCheck(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  const known = ['command', 'intervalSeconds', 'timeoutSeconds', 'retries', 'startPeriodSeconds'];
  if (!issues.object('healthCheck', value, known)) return;
  const {
    command,
    intervalSeconds = 5,
    timeoutSeconds = 5,
    retries = 3,
    startPeriodSeconds = 15,
  } = value;
  checkHealthCommand(issues, command);
  issues.integer('healthCheck.intervalSeconds', intervalSeconds, 5, 300);
  issues.integer('healthCheck.timeoutSeconds', timeoutSeconds, 2, 60);
  issues.integer('healthCheck.retries', retries, 1, 10);
  issues.integer('healthCheck.startPeriodSeconds', startPeriodSeconds, 0, 300);
}

function checkHealthCommand(issues: ValidationIssues, command: unknown): void {
  const field = 'healthCheck.command';
  if (!checkWords(issues, field, command, "['node', 'healthcheck.js']")) return;
  const [form, ...words] = command;
  const inShell = (line: string) => `['CMD-SHELL', ${line}]`;
  if (form === 'CMD-SHELL') {
    if (words.length === 1 && words[0] !== '') return;
    const line = quote(words.length > 1 ? words.join(' ') : 'curl -f http://localhost:8080/');
    const rule = `${field} must have one shell command after CMD-SHELL`;
    issues.add(rule, command, `write ${inShell(line)}`);
  } else if (form === 'NONE') {
    if (words.length > 0) issues.add(`${field} must have nothing after NONE`, command);
  } else if (form === 'CMD' && !words[0]) {
    issues.add(`${field} must have a program after CMD`, command);
  } else {
    const program = form === 'CMD' ? words : command;
    if (!isLine(program)) return;
    const rule = `the program in ${field} must be a string of its own`;
    issues.add(rule, command, asWords(program[0], inShell));
  }
}

/** Whether a value is an array of strings that begins with a program; adds issues if it is not. */
function checkWords(
  issues: ValidationIssues,
  field: string,
  value: unknown,
  example: string,
): value is [string, ...string[]] {
  // Array.from makes holes visible.
  const words: unknown[] = Array.isArray(value) ? Array.from(value) : [];
  if (!words[0] || !words.every((word) => typeof word === 'string')) {
    issues.add(`${field} must be an array of strings`, value, `write for example ${example}`);
    return false;
  }
  const before = issues.all.length;
  for (const [index, word] of words.entries()) {
    if (!isText(word)) issues.add(`${field}[${index}] must be a string ${textLimits}`, word);
  }
  return issues.all.length === before;
}

/** Whether a command line was written where a program is expected: ECS and Docker would look for a program of that name. */
function isLine(words: readonly string[]): words is [string, ...string[]] {
  return /\s/.test(words[0] ?? '');
}

/** How to write a command line: word for word, or in a shell if it uses one. */
function asWords(line: string, inShell: (quoted: string) => string): string {
  const text = line.trim();
  const needsShell = /["'\\$&|;<>()`*?~#\n]/.test(text);
  return `write ${needsShell ? inShell(quote(text)) : `[${text.split(/\s+/).map(quote).join(', ')}]`}`;
}

const quote = (text: string) =>
  text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;
