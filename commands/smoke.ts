import { runCommand, UserError } from './cli/command';
import { describe, requireEnvironment } from './cli/load-options';
import { type CheckedRow, checkRequests, formatRow } from './http/request-check';
import { requestTable } from './http/request-table';
import { untilAnswers } from './http/until-answers';

const usage = `Usage: npm run smoke -- <url> [--environment <name>] [--wait <seconds>] [--insecure]

Requests every route of services.ts at <url>, for example https://localhost:8443, and compares the responses with
services.ts. Exits with 1 if one differs.

  --environment <name>  the environment at <url>: services that main.ts changes or leaves out there (the laptop)
  --wait <seconds>      wait up to this time for each service, because tasks start slowly after an apply (0)
  --insecure            accept any certificate; always on for localhost
`;

const options = {
  environment: { type: 'string' },
  wait: { type: 'string', default: '0' },
  insecure: { type: 'boolean' },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const origin = originOf(positionals);
  const insecure = values.insecure ?? /^(localhost|127\.0\.0\.1|\[::1\])$/.test(origin.hostname);
  if (!/^\d+$/.test(values.wait)) {
    throw new UserError(`--wait must be a whole number of seconds, got "${values.wait}"`);
  }
  const { environment } = values;
  const manifest = await describe(environment === undefined ? [] : [environment]);
  const { services } =
    environment === undefined ? manifest : requireEnvironment(environment, manifest);
  const rows = requestTable(services);
  const seconds = Number(values.wait);
  if (seconds > 0) await untilAnswers(origin.origin, services, { seconds, insecure });
  const onChecked = (checked: CheckedRow) => console.log(formatRow(checked));
  const checked = await checkRequests(origin, rows, { insecure, onChecked }).catch((error) => {
    throw new UserError(`${origin.origin} cannot be reached: ${error.message}`);
  });
  const failed = checked.filter(({ problem }) => problem !== undefined).length;
  console.log(
    `\n${rows.length - failed} of ${rows.length} requests returned the expected response`,
  );
  if (failed > 0) process.exitCode = 1;
});

function originOf(positionals: readonly string[]): URL {
  const [text = '', ...more] = positionals;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (more.length > 0 || !isOrigin) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one URL without a path, for example https://localhost:8443${got}`);
  }
  return url;
}
