import { describeWith } from '../support/needs';
import { runDocumentedCommands } from './documented-commands';

describeWith(['docker', 'ports of the pages'], 'the pages of the containers', () => {
  test.each(['api', 'web', 'proxy', 'xray-daemon'])(
    'each command of containers/%s/README.md does what it says',
    (folder) => runDocumentedCommands(`containers/${folder}/README.md`),
  );
});
