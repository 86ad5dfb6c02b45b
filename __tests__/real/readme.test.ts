import { describeWith } from '../needs';
import { cloneProject } from '../project-copy';
import { runDocumentedCommands } from './documented-commands';

describeWith(['docker', 'terraform', 'ports of the pages'], 'README.md', () => {
  test('on a fresh clone each command does what the page says', () => {
    const { folder, remove } = cloneProject();
    try {
      runDocumentedCommands('README.md', folder);
    } finally {
      remove();
    }
  });
});
