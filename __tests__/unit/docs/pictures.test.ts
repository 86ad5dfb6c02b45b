import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

const picture = (name: string) => readFileSync(`docs/${name}.svg`, 'utf8');
const textsOf = (svg: string) =>
  [...svg.matchAll(/>([^<>\n]*[^<>\s][^<>\n]*)</g)].map(([, text]) => text);

test.each(['request-way', 'architecture'])(
  '%s.svg differs from its dark form in colours only',
  (name) => {
    const withoutColours = (svg: string) => svg.replace(/#[0-9a-f]{6}\b/g, '#');
    expect(withoutColours(picture(`${name}-dark`))).toBe(withoutColours(picture(name)));
    expect(picture(`${name}-dark`)).not.toBe(picture(name));
  },
);

test('the pictures load nothing and have a title', () => {
  for (const name of ['request-way', 'request-way-dark', 'architecture', 'architecture-dark']) {
    expect(picture(name)).toMatch(/<title id="title">[^<]{50,}<\/title>/);
    expect(picture(name)).not.toMatch(
      /@import|@font-face|<(image|script|use)\b|\b(href|url)\b(?!\(#tip\))/,
    );
  }
});

test('request-way.svg has the stations of a request', () => {
  expect(textsOf(picture('request-way'))).toEqual(
    expect.arrayContaining([
      ...['laptop', 'client', 'proxy :8443', 'TLS ends here', 'service'],
      ...['AWS', 'Route 53', 'ALB :443', 'certificate of ACM', 'rule', 'target group', 'task'],
    ]),
  );
});

const foldersOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('__'))
    .map(({ name }) => name)
    .sort();

test.each(['constructs', 'commands'])(
  'docs/architecture.md names each folder of %s once',
  (folder) => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    const [, chapter = ''] = page.split(`\n## ${folder}\n`);
    const rows = (chapter.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z0-9-]+)` \|/gm);
    expect([...rows].map(([, name]) => name).sort()).toEqual(foldersOf(folder));
  },
);

test('architecture.svg names each folder', () => {
  const named = textsOf(picture('architecture')).flatMap((text = '') => text.split(/,\s*/));
  const folders = [...foldersOf('constructs'), ...foldersOf('commands')];
  const missing = folders.filter(
    (folder) => !named.some((name) => posix.join(name, '/').startsWith(`${folder}/`)),
  );
  expect(missing).toEqual([]);
});
