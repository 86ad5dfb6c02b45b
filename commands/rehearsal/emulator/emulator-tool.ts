import { join } from 'node:path';
import type { PythonTool } from '../../cli/python-tool';

/** The emulator of AWS. */
export const emulatorTool: PythonTool = {
  name: 'ministack 1.5.33',
  requirements: join(__dirname, 'requirements.txt'),
  probe: 'import docker, hypercorn, ministack.app',
};
