import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { App } from 'cdktf';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { imageName } from '../options/image-name';
import { formatRoute } from '../options/service/routes';
import {
  committedFolder,
  generatedMarker,
  modulesFolder,
  readGeneratedFiles,
  writeIfChanged,
} from '../synth/generated-files';
import { snapshotsFolder } from '../synth/snapshot';
import { moduleReadme } from './module-readme';
import type { ModuleStack } from './module-stack';

type Block = Readonly<Record<string, unknown>>;

/**
 * Writes the configuration and the README of each synthesized module into the committed folder, and removes the generated files
 * of modules that no longer exist.
 *
 * @returns the written files as patterns, for the summary.
 */
export function writeModules(
  app: App,
  modules: readonly ModuleStack[],
  { project, services }: Pick<ResolvedEnvironment, 'project' | 'services'>,
): string[] {
  const folder = committedFolder(modulesFolder, app.outdir);
  const version = projectVersion();
  for (const { node, moduleName, network } of modules) {
    const file = join(app.outdir, 'stacks', node.id, 'cdk.tf.json');
    const configuration = moduleConfiguration(JSON.parse(readFileSync(file, 'utf8')));
    const readmeServices = services.map(({ name, image, routes, cpuUnits, memoryMiB }) => ({
      name,
      image: 'folder' in image ? imageName(project, image.folder) : image.reference,
      size: `${cpuUnits / 1024} vCPU, ${memoryMiB} MiB`,
      routes: routes.map(formatRoute),
    }));
    const readme = moduleReadme({
      ...{ name: moduleName, version, configuration, services: readmeServices, network },
    });
    const json = `${JSON.stringify({ '//': generatedMarker(moduleName), ...configuration }, undefined, 2)}\n`;
    writeIfChanged(join(folder, moduleName, 'main.tf.json'), json);
    writeIfChanged(join(folder, moduleName, 'README.md'), readme);
  }
  removeOthers(dirname(folder), new Set(modules.map(({ moduleName }) => moduleName)));
  return [join(folder, '*/{main.tf.json,README.md}')];
}

/** Version of the package.json beside main.ts. In a monorepo there may be none. */
function projectVersion(): string {
  const file = 'package.json';
  const { version = '0.0.0' } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return version;
}

/** The configuration of a stack without CDKTF's comments, in the usual order of a module and with sorted keys. */
export function moduleConfiguration(configuration: Block): Block {
  const order = ['terraform', 'variable', 'locals', 'data', 'resource', 'output'];
  const parts = order.filter((part) => part in configuration);
  return Object.fromEntries(parts.map((part) => [part, withoutComments(configuration[part])]));
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, withoutComments(inner)]),
  );
}

function removeOthers(root: string, names: ReadonlySet<string>): void {
  for (const file of readGeneratedFiles(root).keys()) {
    const folder = dirname(join(root, file));
    if (dirname(file) === snapshotsFolder || names.has(basename(folder))) continue;
    rmSync(join(root, file));
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}
