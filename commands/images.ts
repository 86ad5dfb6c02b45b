import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pushedImagesFile } from '../constructs/images/pushed-images';
import type { ResolvedService } from '../constructs/options/service/resolved-service';
import { outputOf, runChild } from './cli/child-process';
import { runCommand, UserError } from './cli/command';
import { describe, requireEnvironment, synth } from './cli/load-options';
import { markDeployed } from './docker/deployed-images';
import { engineEnvironment, requireEngine } from './docker/docker-engine';
import { type BuiltImage, buildImage, imagesOf } from './docker/image-build';
import { type PushedImage, Registry } from './docker/registry';
import { type Credentials, credentialsFor } from './docker/registry-credentials';
import { inRegistry } from './docker/registry-environments';
import { printRootNotice, usesUserOfImage } from './docker/root-images';

const usage = `Usage: npm run images -- [--push --registry <host> | --deployed <environment>]

Builds the images that services.ts defines by a folder, for the architecture of their services, and prints their names.
The tag of an image is derived from the content of its folder.

  --push             also push the images. Images that the registry already has are neither built nor pushed
  --registry <host>  registry to push to, for example 123456789012.dkr.ecr.eu-central-1.amazonaws.com
  --deployed <environment>  builds nothing, but marks the environment's images in ECR as deployed, so that they do not
                     expire. The job that applies does so before each apply

To ECR, only the images of the environments in its account and region are pushed. A push writes images.auto.tfvars.json for
Terraform into the folders of the stacks that use the images.
If REGISTRY_USER and REGISTRY_PASSWORD are set, a push uses them. Otherwise it uses the AWS credentials of this shell
for ECR, and the credentials of docker login for other registries. No password is written to a file.
`;

const options = {
  push: { type: 'boolean' },
  registry: { type: 'string' },
  deployed: { type: 'string' },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  if (positionals.length > 0) {
    throw new UserError(`unexpected argument "${positionals.join(' ')}"\n\n${usage.trimEnd()}`);
  }
  const { push = false, registry: host, deployed } = values;
  if (deployed !== undefined) {
    if (push || host !== undefined) {
      throw new UserError('--deployed <environment> cannot be used with --push or --registry');
    }
    const manifest = await describe([deployed]);
    await markDeployed(manifest.project, requireEnvironment(deployed, manifest));
    return;
  }
  if (push !== (host !== undefined)) {
    throw new UserError('--push and --registry <host> must be used together');
  }
  if (host !== undefined && !/^[a-z0-9.-]+(:\d+)?$/.test(host)) {
    throw new UserError(`--registry must be a host name with an optional port, got "${host}"`);
  }
  await requireEngine();
  if (host === undefined) {
    const described = await describe();
    for (const image of imagesOf(described)) await build(image, described.services);
    return;
  }
  const manifest = await synth();
  const { services, others } = inRegistry(manifest, host);
  const images = imagesOf({ ...manifest, services });
  await pushAll(images, services, host);
  writeVariables(images, others);
});

/** Builds an image. Returns its reference in the engine. */
async function build(image: BuiltImage, services: readonly ResolvedService[]): Promise<string> {
  const reference = await buildImage(image, { platform: image.platform });
  if (usesUserOfImage(services, image.folder)) await printRootNotice(reference);
  return reference;
}

async function pushAll(
  images: readonly BuiltImage[],
  services: readonly ResolvedService[],
  host: string,
): Promise<void> {
  const credentials = await credentialsFor(host);
  const registry = new Registry(host, credentials);
  await registry.login();
  console.log(`${host}${credentials ? `, logged in as ${credentials.username}` : ''}`);
  // All tags are checked before the first push.
  const there = await Promise.all(images.map((image) => registry.image(image)));
  for (const [index, image] of images.entries())
    requireSame(`${host}/${image.name}:${image.tag}`, image, there[index]);
  for (const [index, image] of images.entries()) {
    const pushed = there[index];
    const reference = `${host}/${image.name}:${image.tag}`;
    if (pushed) {
      console.log(`  ${reference} already exists\n    ${pushed.digest}`);
      continue;
    }
    const built = await build(image, services);
    await pushImage(built, reference, host, credentials);
    const { digest } = (await registry.image(image)) ?? {};
    if (!digest) throw new UserError(`${reference} was pushed, but the registry does not have it`);
    console.log(`  ${reference} was pushed\n    ${digest}`);
  }
}

/** @throws UserError if the tag of an image already refers to a different image. */
function requireSame(
  reference: string,
  { content, platform }: BuiltImage,
  found: PushedImage | undefined,
): void {
  if (!found) return;
  let problem: string | undefined;
  if (found.content === undefined) problem = 'an image without a label for its content';
  else if (found.content !== content) problem = 'an image with different content';
  else if (found.platform !== platform) problem = `an image for ${found.platform}, not ${platform}`;
  if (problem === undefined) return;
  throw new UserError(
    `${reference} is ${problem} (${found.digest}) and is not overwritten; find out who pushed it, and delete it from the registry`,
  );
}

async function pushImage(
  built: string,
  reference: string,
  host: string,
  credentials: Credentials | undefined,
): Promise<void> {
  console.log(`  pushing ${reference}`);
  const isNew = (await outputOf('docker', ['image', 'inspect', reference])) === undefined;
  if ((await outputOf('docker', ['tag', built, reference])) === undefined) {
    throw new UserError(`docker tag ${built} ${reference} failed`);
  }
  const config = mkdtempSync(join(tmpdir(), 'magicnight-docker-'));
  try {
    const env = { ...(await engineEnvironment()), ...loginFor(host, credentials, config) };
    const { code, stderr } = await runChild('docker', ['push', reference], { env });
    if (code === 0) return;
    const hint = /name unknown|does not exist/i.test(stderr)
      ? '\nCreate the repository first: terraform -chdir=cdktf.out/stacks/registry apply'
      : '';
    throw new UserError(`docker push failed\n${stderr.trim()}${hint}`);
  } finally {
    rmSync(config, { recursive: true, force: true });
    // The tag is only needed for the push.
    if (isNew) await outputOf('docker', ['rmi', reference]);
  }
}

/** Writes a Docker configuration with a credential helper, which reads the password from the environment. */
function loginFor(
  host: string,
  credentials: Credentials | undefined,
  folder: string,
): NodeJS.ProcessEnv {
  const { username, password } = credentials ?? {};
  const helper = 'magicnight';
  const script = '#!/bin/sh\ncat > /dev/null\nprintf %s "$MAGICNIGHT_LOGIN"\n';
  writeFileSync(join(folder, `docker-credential-${helper}`), script, { mode: 0o700 });
  const config = credentials ? { credHelpers: { [host]: helper } } : {};
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return {
    DOCKER_CONFIG: folder,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    MAGICNIGHT_LOGIN: JSON.stringify({ ServerURL: host, Username: username, Secret: password }),
  };
}

/** Writes the tags into the folder of each stack that has variables for them, but not into those of others. Terraform reads the file automatically. */
function writeVariables(images: readonly BuiltImage[], others: readonly string[]): void {
  for (const stack of readdirSync('cdktf.out/stacks').sort()) {
    if (others.includes(stack)) continue;
    const folder = `cdktf.out/stacks/${stack}`;
    const { variable = {} } = JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8'));
    const tags = images
      .map(({ variable: name, tag }) => [name, tag] as const)
      .filter(([name]) => name in variable);
    if (tags.length === 0) continue;
    const file = `${folder}/${pushedImagesFile}`;
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(tags), null, 2)}\n`);
    console.log(`Written: ${file}`);
  }
}
