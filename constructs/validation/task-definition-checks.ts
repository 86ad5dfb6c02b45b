import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerDefinitions } from '../ecs/container-definition';
import type { TaskContext } from '../ecs/task-context';
import type { ResolvedService } from '../options/service/resolved-service';
import type { ValidationIssues } from '../options/validation-issues';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const maxDefinitionBytes = 64 * 1024;

/** The longest values that Terraform can insert. */
const largestContext: TaskContext = {
  imageOf: () => 'x'.repeat(300),
  secretOf: () => 'x'.repeat(300),
  logGroup: 'x'.repeat(80),
  region: 'x'.repeat(20),
  networkMode: 'awsvpc',
  onEc2: true,
  xray: { image: 'x'.repeat(100) },
  collectorImage: 'x'.repeat(100),
};

/** Estimated size of everything but the containers: family, roles, sizes. */
const aroundBytes = 1024;

/** Validates the page of a service, which becomes the value of an environment variable on AWS. */
export function checkPageForAws(issues: ValidationIssues, page: string): void {
  const others = readdirSync(page).filter((name) => name !== 'index.html' && !name.startsWith('.'));
  if (others.length > 0) {
    issues.report(
      `only ${page}/index.html is deployed to AWS, not ${others.sort().join(', ')}; put these files into an image`,
    );
  }
  const bytes = readFileSync(join(page, 'index.html'));
  const text = bytes.toString();
  if (!isUtf8(bytes) || /\0/.test(text) || text.includes('${TfToken[')) {
    issues.report(`${page}/index.html must be UTF-8 without NUL or "\${TfToken["`);
  }
  if (text === '') issues.report(`${page}/index.html must not be empty; write the page`);
}

/** Validates that the task definition of a service is not larger than ECS allows. */
export function checkTaskDefinitionSize(issues: ValidationIssues, service: ResolvedService): void {
  const { environment, page } = service;
  const definition = JSON.stringify(containerDefinitions(service, largestContext));
  const bytes = Buffer.byteLength(definition) + aroundBytes;
  if (bytes <= maxDefinitionBytes) return;
  const parts: [string, string][] = Object.entries(environment).map(([name, value]) => [
    `environment.${name}`,
    value,
  ]);
  if (page) parts.push([`${page}/index.html`, readFileSync(join(page, 'index.html'), 'utf8')]);
  const largest = parts
    .map(([name, text]) => ({ name, size: Buffer.byteLength(JSON.stringify(text)) }))
    .filter(({ size }) => size >= 1024)
    .sort((a, b) => b.size - a.size)
    .slice(0, 3)
    .map(({ name, size }) => `${name} (${size} bytes as JSON)`);
  issues.report(
    `its task definition would have ${bytes} bytes, but ${maxDefinitionBytes} are allowed; remove at least ${bytes - maxDefinitionBytes} bytes from ${largest.join(', ')}, or build them into the image`,
  );
}
