import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sample } from 'fast-check';
import { fullOptions, shippedOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { validOptions } from '../support/random-options';
import { type SynthesizedModule, synthModules } from '../support/synth-modules';

/** As the tests of the stacks keep it. */
const cache = resolve('node_modules/.cache/terraform');

const noEgress = {
  ...shippedOptions,
  options: { ...shippedOptions.options, network: { nat: 'none' as const } },
};
const described = {
  shipped: shippedOptions,
  everything: fullOptions,
  'endpoints-only': noEgress,
  ...Object.fromEntries(sample(validOptions, 4).map((one, index) => [`random-${index}`, one])),
};

/** Variables that are passed through, whose values are unknown at validation. */
const variable = { text: { type: 'string' }, texts: { type: 'list(string)' } };

const values: Record<string, string> = { string: '${var.text}', 'list(string)': '${var.texts}' };

describeWith(['terraform'], 'terraform validate of the modules', () => {
  test('all of them, called side by side', () => {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    const modules = Object.entries(described).flatMap(([name, options]) =>
      Object.entries(synthModules(options)).map(([module, configuration]) => ({
        name: `${name}-${module}`,
        configuration,
      })),
    );
    for (const { name, configuration } of modules) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'main.tf.json'), JSON.stringify(configuration));
    }
    const calls = modules.map(({ name, configuration }) => [name, callOf(name, configuration)]);
    const module = Object.fromEntries(calls);
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ variable, module }));

    mkdirSync(cache, { recursive: true });
    const env = { ...process.env, TF_PLUGIN_CACHE_DIR: cache };
    const run = (...args: string[]) =>
      spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', env });
    const init = run('init', '-no-color');
    expect(init.stdout + init.stderr).toContain('Terraform has been successfully initialized!');
    const { diagnostics, valid } = JSON.parse(run('validate', '-json').stdout);
    rmSync(folder, { recursive: true });
    expect({ diagnostics, valid }).toEqual({ diagnostics: [], valid: true });
  });
});

function callOf(name: string, { variable }: SynthesizedModule): object {
  const required = Object.entries(variable).filter(([, one]) => !('default' in one));
  const given = required.map(([input, { type }]) => [input, values[type]]);
  return { source: `./${name}`, ...Object.fromEntries(given) };
}
