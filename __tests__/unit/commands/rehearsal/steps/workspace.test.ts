import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyStack } from '../../../../../commands/rehearsal/steps/workspace';
import { inFolder } from '../../../../support/in-folder';

const record = {
  ...{ gateway: '127.0.0.1:1', emulator: 2, frontDoor: '127.0.0.1:3', secureDoor: '127.0.0.1:4' },
  ...{ region: 'eu-central-1', accessKey: 'key', project: 'acme', kept: false },
};

/** What the copy of a stack has instead of this block `terraform`. */
const copied = (terraform: object) =>
  inFolder(() => {
    const source = 'cdktf.out/stacks/staging';
    mkdirSync(source, { recursive: true });
    writeFileSync(`${source}/cdk.tf.json`, JSON.stringify({ terraform }));
    // As the pipeline writes it.
    writeFileSync(`${source}/backend_override.tf.json`, '{ "terraform": { "backend": {} } }');
    const { folder } = copyStack('staging', 'copies', record);
    expect(() => readFileSync(`${folder}/backend_override.tf.json`)).toThrow('ENOENT');
    return JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8')).terraform;
  });

const required = { required_providers: { aws: { version: '~> 6.25' } } };

test.each<[object]>([
  [{ backend: { s3: { bucket: 'acme-terraform', key: 'acme/staging.tfstate' } } }],
  [{ backend: { http: {} } }],
  [{ backend: { local: { path: '../../../terraform.staging.tfstate' } } }],
  [{ backend: { remote: { organization: 'acme' } } }],
  [{ cloud: { organization: 'acme' } }],
])('a rehearsal never uses the state of the stack: %j', (backend) => {
  expect(copied({ ...required, ...backend })).toEqual(required);
});
