// Prints the .gitlab-ci.yml of the working folder with the files that it includes, their inputs expanded as GitLab documents it:
// https://docs.gitlab.com/ci/inputs/. The files are parsed one by one, so YAML anchors do not cross them. gitlab-ci-local expands
// inputs, too, but does not add those of type array to a surrounding array. The argument, if there is one, is YAML with an
// `include` to use instead of the one in the file. Of what several files define, GitLab would merge the values; here it is an error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The YAML package of gitlab-ci-local, because it reads the result.
const require = createRequire(import.meta.resolve('gitlab-ci-local/src/handler.js'));
const { DEFAULT_SCHEMA, dump, load, loadAll, Type } = require('js-yaml');

class Reference {
  constructor(path) {
    this.path = path;
  }
}
const schema = DEFAULT_SCHEMA.extend(
  new Type('!reference', {
    kind: 'sequence',
    construct: (path) => new Reference(path),
    instanceOf: Reference,
    represent: ({ path }) => path,
  }),
);
const whole = /^\$\[\[ inputs\.([\w-]+) \]\]$/;
const within = /\$\[\[ inputs\.([\w-]+) \]\]/g;

function pipelineInOneFile(environments) {
  const { include, ...pipeline } = load(readFileSync('.gitlab-ci.yml', 'utf8'), { schema });
  const all = environments === undefined ? include : load(environments).include;
  const included = all.map(({ local, inputs = {}, ...others }) => {
    if (Object.keys(others).length > 0) throw new Error(`include has ${Object.keys(others)}`);
    const documents = loadAll(readFileSync(local, 'utf8'), null, { schema });
    const [{ spec }, content] = documents.length > 1 ? documents : [{}, ...documents];
    return interpolated(content, valuesOf(spec?.inputs ?? {}, inputs));
  });
  const names = included.flatMap(Object.keys);
  const twice = names.filter((name, index) => name in pipeline || names.indexOf(name) < index);
  if (twice.length > 0) throw new Error(`jobs that replace others: ${twice.join(', ')}`);
  return dump(Object.assign({}, ...included, pipeline), { schema, noRefs: true, lineWidth: -1 });
}

function valuesOf(specs, inputs) {
  const unknown = Object.keys(inputs).filter((name) => !(name in specs));
  if (unknown.length > 0) throw new Error(`unknown inputs: ${unknown.join(', ')}`);
  const entries = Object.entries(specs).map(([name, { type = 'string', options, ...spec }]) => {
    const value = inputs[name] ?? spec.default;
    const found = Array.isArray(value) ? 'array' : typeof value;
    if (found !== type) throw new Error(`input ${name} must be a ${type}, got ${value}`);
    if (options && !options.includes(value)) throw new Error(`input ${name} cannot be ${value}`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function interpolated(node, values) {
  const inputOf = (name) => {
    if (!(name in values)) throw new Error(`unknown input ${name}`);
    return values[name];
  };
  const text = (string) => string.replace(within, (_, name) => String(inputOf(name)));
  if (typeof node === 'string') {
    const [, name] = whole.exec(node) ?? [];
    return name === undefined ? text(node) : inputOf(name);
  }
  if (Array.isArray(node)) {
    return node.flatMap((item) => {
      const value = interpolated(item, values);
      return Array.isArray(value) && typeof item !== 'string' ? [value] : value;
    });
  }
  // GitLab interpolates before it resolves references, and not in their paths.
  if (node === null || typeof node !== 'object' || node instanceof Reference) return node;
  const entries = Object.entries(node);
  return Object.fromEntries(entries.map(([key, item]) => [text(key), interpolated(item, values)]));
}

process.stdout.write(pipelineInOneFile(process.argv[2]));
