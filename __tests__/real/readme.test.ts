import { describeWith } from '../support/needs';
import { cloneProject } from '../support/project-copy';
import { runDocumentedCommands } from './documented-commands';

describeWith(['docker', 'terraform', 'ports of the pages'], 'README.md', () => {
  test('on a fresh clone each command does what the page says', async () => {
    const { folder, remove } = cloneProject();
    try {
      // rehearsal.test.ts runs step 5 together with other rehearsals.
      await runDocumentedCommands('README.md', folder, (page) => page.split('## Step 5')[0] ?? '');
    } finally {
      remove();
    }
  });
});
