// Builds the package into dist: JavaScript with declarations, and beside it the files that its code reads.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

// Without what an earlier build has left.
rmSync('dist', { recursive: true, force: true });
const { status } = spawnSync('npx', ['--no', '--', 'tsc', '--project', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
for (const folder of ['commands/rehearsal', 'commands/scan']) {
  cpSync(folder, `dist/${folder}`, {
    recursive: true,
    filter: (path) => !path.endsWith('.ts') && !path.includes('__pycache__'),
  });
}
