import { describeWith } from '../support/needs';
import { cloneProject } from '../support/project-copy';
import { runDocumentedCommands } from './documented-commands';

describeWith(['docker', 'terraform', 'ports of the pages'], 'the first pages', () => {
  test('on a fresh clone each command does what README.md and docs/getting-started.md say', async () => {
    const { folder, remove } = cloneProject();
    try {
      await runDocumentedCommands('README.md', folder);
      // rehearsal.test.ts runs docs/aws.md together with other rehearsals.
      await runDocumentedCommands('docs/getting-started.md', folder);
    } finally {
      remove();
    }
  });
});
