import { join } from 'node:path';
import type { PythonTool } from '../cli/python-tool';

/** checkov, with parliament and cloudsplaining. One installation, because checkov itself uses cloudsplaining. */
export const scanTools: PythonTool = {
  name: 'checkov 3.3.30',
  requirements: join(__dirname, 'requirements.txt'),
  probe: 'import checkov.main, cloudsplaining, importlib.metadata as m; m.version("parliament")',
};
