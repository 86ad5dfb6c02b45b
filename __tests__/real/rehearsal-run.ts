import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { docker } from './container';

export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** A run of npm run rehearse. */
export class RehearsalRun {
  readonly ended: Promise<Ended>;
  output = '';
  private readonly child: ReturnType<typeof spawn>;

  constructor(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, ['--import', 'tsx', 'commands/rehearse.ts', ...args], {
      cwd: folder,
      env: { ...process.env, ...environment },
    });
    const add = (chunk: Buffer) => {
      this.output += chunk;
    };
    this.child.stdout?.on('data', add);
    this.child.stderr?.on('data', add);
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => resolve({ code, output: this.output }));
    });
  }

  /** Waits until a text has been printed. */
  async printed(text: string): Promise<void> {
    let over = false;
    this.ended.then(() => {
      over = true;
    });
    while (!this.output.includes(text)) {
      if (over) throw new Error(`"${text}" was not printed:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Id of the rehearsal; empty until it has been printed. */
  get id(): string {
    return /^Rehearsing .*(magicnight-rehearsal-[0-9a-f]+)/m.exec(this.output)?.[1] ?? '';
  }
}

/** Remains of a rehearsal on this machine: folders, containers and network. */
export async function residueOf(id: string): Promise<string[]> {
  const folders = readdirSync(tmpdir()).filter((name) => name.includes(id));
  const labels = await docker('ps', '--all', '--format', '{{.Label "ministack.instance"}}');
  const containers = labels.split('\n').filter((label) => label.startsWith(id));
  const networks = await docker('network', 'ls', '--quiet', `--filter=name=${id}`);
  return [...folders, ...containers, ...networks.split('\n').filter((line) => line !== '')];
}
