import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasHealthCheck, readDockerfile, stageOf } from '../../../../constructs/options/dockerfile';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dockerfile-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  const path = join(folder, 'Dockerfile');
  writeFileSync(path, text);
  return readDockerfile(path);
};

test('stages have names and bases, in any case', () => {
  const dockerfile = read(
    'FROM --platform=$BUILDPLATFORM node:24 AS Build\nfrom debian\r\n  FROM build as worker\n',
  );
  expect(dockerfile.stages).toEqual([
    { base: 'node:24', name: 'build' },
    { base: 'debian' },
    { base: 'build', name: 'worker' },
  ]);
  expect(stageOf(dockerfile, 'WORKER')).toBe(dockerfile.stages[2]);
  expect(stageOf(dockerfile, '1')).toBeUndefined();
  expect(stageOf(dockerfile, 'debian')).toBeUndefined();
});

test('comments, continued lines and here-documents are no instructions', () => {
  const { stages, args } = read(`# syntax=docker/dockerfile:1
# FROM a AS comment
FROM debian \\
  # FROM b AS comment
  AS real
ARG ONE=1 TWO="a b" \\
    THREE
RUN <<EOF cat <<-'END'
FROM c AS text
ARG FOUR
EOF
	END
RUN echo \\
  FROM d AS text
COPY <<file /x
ARG FIVE
file
ARG SIX='x y'
`);
  expect(stages.map(({ name }) => name)).toEqual(['real']);
  expect([...args]).toEqual(['ONE', 'TWO', 'THREE', 'SIX']);
});

test('another escape character continues lines', () => {
  const { stages } = read('# escape=`\nFROM windows `\n  AS one\nRUN dir C:\\\nFROM one AS two\n');
  expect(stages.map(({ name }) => name)).toEqual(['one', 'two']);
});

test.each([
  ['', false],
  ['# syntax=docker/dockerfile:1.7-labs\n', false],
  ['# syntax = docker.io/docker/dockerfile@sha256:0a\n', false],
  ['# syntax=ghcr.io/acme/frontend:1\n', true],
  ['\n# syntax=ghcr.io/acme/frontend:1\n', false],
])('after %j, another program reads the file: %p', (start, expected) => {
  expect(read(`${start}FROM scratch\n`).hasOtherSyntax).toBe(expected);
});

test.each<[string, string | undefined, boolean]>([
  ['FROM a\nHEALTHCHECK CMD true', undefined, true],
  ['FROM a\nHEALTHCHECK --interval=5s CMD true\nHEALTHCHECK NONE', undefined, false],
  ['FROM a AS one\nHEALTHCHECK CMD true\nFROM b', undefined, false],
  ['FROM a AS one\nHEALTHCHECK CMD true\nFROM One\nRUN x', undefined, true],
  ['FROM a AS one\nHEALTHCHECK CMD true\nFROM one\nHEALTHCHECK none', undefined, false],
  ['FROM a AS one\nHEALTHCHECK CMD true\nFROM b AS two', 'one', true],
  ['FROM a AS one\nFROM b AS two\nHEALTHCHECK CMD true', 'one', false],
  ['FROM one AS one\nRUN x', undefined, false],
])('the image of %j with target %p has a health check: %p', (text, target, expected) => {
  expect(hasHealthCheck(read(text), target)).toBe(expected);
});
