import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { docker } from './container';

/** A program that answers with its variable WORD and the files that the build could read. */
const server = `const files = require('node:fs').readdirSync('/srv', { recursive: true }).sort();
const text = JSON.stringify([process.env.WORD, files]);
if (process.argv[2] === 'print') console.log(text);
else require('node:http').createServer((_request, response) => response.end(text)).listen(process.env.PORT);
`;

/** A Dockerfile outside of its context, with an ignore file of its own that says the opposite of that of the context. */
const files = {
  'docker/built.Dockerfile': `FROM node:24-trixie-slim AS base
ARG WORD
ENV WORD=$WORD
COPY . /srv
USER 1000:1000
FROM base AS server
ENTRYPOINT ["node", "/srv/built/server.js"]
FROM base
ENTRYPOINT ["false"]
`,
  'docker/built.Dockerfile.dockerignore': '*\n!.dockerignore\n!built\nbuilt/notes\n',
  'containers/.dockerignore': 'built\n',
  'containers/built/notes': '1',
  'containers/built/server.js': server,
};

/** Answer of the program. */
export function answerOf(word: string): string {
  return JSON.stringify([word, ['built', 'built/server.js']]);
}

/** Removes the images of a project that tests have made. */
export async function removeBuilt(project: string): Promise<void> {
  const tags = await docker('images', '--format={{.Repository}}:{{.Tag}}', `${project}/built`);
  if (tags !== '') await docker('rmi', ...tags.split('\n'));
}

/** Writes what the image is built from into a project. */
export function writeBuilt(project: string): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  }
}

/** The image as it is written in services.ts. */
function builtImage(word: string): string {
  return `{
      folder: 'containers/built',
      dockerfile: 'docker/built.Dockerfile',
      context: 'containers',
      target: 'server',
      args: { WORD: ${JSON.stringify(word)} },
    }`;
}

/** A service with that image, as text of services.ts. */
export function builtService(name: string, word: string): string {
  const check = `fetch("http://127.0.0.1:" + process.env.PORT).then(({ ok }) => process.exit(ok ? 0 : 1))`;
  return `{
    name: '${name}',
    image: ${builtImage(word)},
    routes: ['/${name}'],
    healthCheck: { command: ['node', '-e', ${JSON.stringify(check)}] },
  },`;
}
