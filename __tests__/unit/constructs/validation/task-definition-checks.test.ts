import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateServicesOnAws } from '../../../../constructs/validation/service-on-aws-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (...services: ServiceOptions[]) =>
  validateServicesOnAws(resolveServices(services), true);

test.each<[string, string | Buffer, string[]]>([
  [
    'of 70,000 bytes',
    'x'.repeat(70_000),
    [
      expect.stringMatching(
        /^services.ts: service "web": its task definition would have \d+ bytes, but 65536 are allowed; remove at least \d+ bytes from sites\/test-page\/index.html \(70002 bytes as JSON\), or build them into the image$/,
      ),
    ],
  ],
  [
    'of 40,000 quotes',
    '"'.repeat(40_000),
    [expect.stringContaining('its task definition would have')],
  ],
  [
    'that is empty',
    '',
    ['services.ts: service "web": sites/test-page/index.html must not be empty; write the page'],
  ],
  [
    'in Latin-1',
    Buffer.from([0xe9]),
    [
      'services.ts: service "web": sites/test-page/index.html must be UTF-8 without NUL or "${TfToken["',
    ],
  ],
])('a page %s is an error', (_what, text, expected) => {
  withPage({ 'index.html': text, '.gitkeep': '' }, () => {
    expect(problems({ ...web, page: 'sites/test-page' })).toEqual(expected);
  });
});

test('a page that is more than its index.html is an error', () => {
  withPage({ 'index.html': 'x', 'style.css': '', 'a.png': '' }, () => {
    expect(problems({ ...web, page: 'sites/test-page' })).toEqual([
      'services.ts: service "web": only sites/test-page/index.html is deployed to AWS, not a.png, style.css; put these files into an image',
    ]);
  });
});

/** Lets a page be there while something is done. */
function withPage(files: Record<string, string | Buffer>, work: () => void): void {
  mkdirSync('sites/test-page', { recursive: true });
  try {
    for (const [name, text] of Object.entries(files))
      writeFileSync(`sites/test-page/${name}`, text);
    work();
  } finally {
    rmSync('sites/test-page', { recursive: true });
  }
}
