import { readFileSync } from 'node:fs';

/** A stage of a Dockerfile. */
export interface BuildStage {
  readonly base: string;

  /** In lower case, as Docker compares it. */
  readonly name?: string;

  /** Whether it has a `HEALTHCHECK`; `undefined` if it leaves that to its base. */
  readonly hasHealthCheck?: boolean;
}

/** What is read of a Dockerfile. */
export interface Dockerfile {
  readonly stages: readonly BuildStage[];

  /** Names of the build arguments that it declares. */
  readonly args: ReadonlySet<string>;

  /** Whether another program than Docker's reads it, which may have other instructions. */
  readonly hasOtherSyntax: boolean;
}

/** Reads stages and build arguments of a Dockerfile. */
export function readDockerfile(path: string): Dockerfile {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const directives = directivesOf(text);
  const stages: { -readonly [Field in keyof BuildStage]: BuildStage[Field] }[] = [];
  const args = new Set<string>();
  for (const instruction of instructionsOf(text, directives.get('escape') ?? '\\')) {
    const [, base, name] = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction) ?? [];
    const stage = stages.at(-1);
    if (base !== undefined) {
      stages.push({ base, ...(name !== undefined && { name: name.toLowerCase() }) });
    } else if (/^ARG\s/i.test(instruction)) {
      for (const [, arg = ''] of instruction.slice(3).matchAll(argument)) args.add(arg);
    } else if (stage && /^HEALTHCHECK\s/i.test(instruction)) {
      stage.hasHealthCheck = !/^HEALTHCHECK\s+NONE\s*$/i.test(instruction);
    }
  }
  const syntax = directives.get('syntax') ?? 'docker/dockerfile';
  return { stages, args, hasOtherSyntax: !/(^|\/)dockerfile([:@-]|$)/.test(syntax) };
}

/** The stage that a target names. Only BuildKit also takes the number of a stage: the builder before it refuses it. */
export function stageOf({ stages }: Dockerfile, target: string): BuildStage | undefined {
  return stages.findLast(({ name }) => name === target.toLowerCase());
}

/** Whether the image of a target, or of the last stage, has a health check of its Dockerfile. */
export function hasHealthCheck(dockerfile: Dockerfile, target: string | undefined): boolean {
  const { stages } = dockerfile;
  let stage = target === undefined ? stages.at(-1) : stageOf(dockerfile, target);
  while (stage && stage.hasHealthCheck === undefined) {
    const earlier = stages.slice(0, stages.indexOf(stage));
    const base = stage.base.toLowerCase();
    stage = earlier.findLast(({ name }) => name === base);
  }
  return stage?.hasHealthCheck ?? false;
}

const argument = /(?<=\s)([A-Za-z_]\w*)(?:=(?:"(?:\\.|[^"])*"|'[^']*'|\S)*)?(?=\s|$)/g;

/** Comments at the beginning that set something: `# syntax=docker/dockerfile:1`. */
function directivesOf(text: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^#\s*([a-zA-Z][\w-]*)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
    if (name === undefined) break;
    directives.set(name.toLowerCase(), value);
  }
  return directives;
}

/** The instructions, each in one line, without comments and here-documents. */
function instructionsOf(text: string, escapeCharacter: string): string[] {
  const instructions: string[] = [];
  let open = '';
  const ends: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (ends.length > 0) {
      if (line.replace(/^\t+/, '') === ends[0]) ends.shift();
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    open += open === '' ? line.trim() : line.trimEnd();
    if (open.endsWith(escapeCharacter)) {
      open = open.slice(0, -1);
      continue;
    }
    instructions.push(open);
    if (/^(RUN|COPY|ADD)\s/i.test(open)) {
      ends.push(...[...open.matchAll(hereDocument)].map(([, , word = '']) => word));
    }
    open = '';
  }
  return open === '' ? instructions : [...instructions, open];
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
const hereDocument = /(?<!<)<<-?(["']?)([A-Za-z_][\w.]*)\1/g;
