import { mkdirSync, writeFileSync } from 'node:fs';
import { runCommand } from './cli/command';
import { optionsPage } from './options/options-page';

const usage = `Usage: npm run options

Writes docs/options.md, the reference of all options, from the comments of the types in constructs/options.
`;

runCommand(usage, {}, async () => {
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/options.md', optionsPage());
  console.log('Written: docs/options.md');
});
