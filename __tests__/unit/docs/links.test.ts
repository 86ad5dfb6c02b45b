import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { pages, prose } from '../../support/pages';

const withoutCode = (text: string) => text.replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));

/** Targets of `[…](target)`, `src="target"` and `srcset="target"`. */
function linksOf(page: string): string[] {
  const matches = withoutCode(prose(page)).matchAll(/\]\(([^()\s]+)\)|\bsrc(?:set)?="([^"]+)"/g);
  return [...matches].map(([, link, source]) => link ?? source ?? '');
}

/** Ids that GitHub and GitLab give the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const seen = new Map<string, number>();
  return [...headings.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const id = text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : `${id}-${before}`;
  });
}

test('each link between the pages leads to a file, and to a heading of it', () => {
  const relative = pages().flatMap((page) =>
    linksOf(page)
      .filter((link) => !/^(https?|mailto):/.test(link))
      .map((link) => ({ page, link })),
  );
  const broken = relative.filter(({ page, link }) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(relative.length).toBeGreaterThan(100);
  expect(broken.map(({ page, link }) => `${page}: ${link}`)).toEqual([]);
});

test('each page in docs is linked from README.md', () => {
  const linked = linksOf('README.md').map((link) => link.split('#')[0]);
  const missing = pages().filter((page) => /^docs\/[^/]+$/.test(page) && !linked.includes(page));
  expect(missing).toEqual([]);
});

test('README.md is short, and its first screen has the main job and the tests', () => {
  const lines = readFileSync('README.md', 'utf8').split('\n');
  expect(lines.length).toBeLessThanOrEqual(151);
  const firstScreen = lines.slice(0, 30).join('\n');
  expect(firstScreen).toContain('```sh\nnpm ci && npm run synth ');
  expect(firstScreen).toContain('```console\nnpm ci && npm test\n```');
});
