import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { writeReviewFiles } from '../../../../constructs/synth/review-files';

test('a project with a folder constructs of its own has lines of main.ts, too', () => {
  const checkout = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  process.chdir(folder);
  try {
    mkdirSync('constructs');
    writeFileSync('constructs/index.ts', 'export class Dashboard extends Construct {}\n');
    writeFileSync('main.ts', "import { Dashboard } from './constructs';\n\nconst staging = {};\n");
    const app = new App({ outdir: 'cdktf.out' });
    const stack = new TerraformStack(app, 'staging');
    new AwsProvider(stack, 'aws');
    // As a construct of the package would create it.
    new CloudwatchLogGroup(stack, 'logs', {});
    app.synth();
    writeReviewFiles(app, [stack]);
    const sources = JSON.parse(readFileSync('cdktf.out/stacks/staging/sources.json', 'utf8'));
    expect(sources).toEqual({
      'aws_cloudwatch_log_group.logs': { path: 'staging/logs', source: 'main.ts', line: 3 },
    });
  } finally {
    process.chdir(checkout);
    rmSync(folder, { recursive: true });
  }
});
