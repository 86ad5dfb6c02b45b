import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDockerfile, stageOf } from '../dockerfile';
import { checkFolder, isFile, namesIn } from '../folder-checks';
import { isText, textLimits } from '../text';
import {
  type Fields,
  isPlainObject,
  suggestClosest,
  type ValidationIssues,
} from '../validation-issues';

/** The fields that say how an image is built, beside its folder. */
export const buildFields = ['dockerfile', 'context', 'target', 'args'] as const;

/** Validates how an image is built. */
export function checkBuild(issues: ValidationIssues, image: Fields): void {
  const { folder, dockerfile, context, target, args } = image;
  checkContext(issues, context);
  checkArgs(issues, args);
  const isFound =
    dockerfile === undefined
      ? checkFolder(issues, 'image.folder', folder, 'Dockerfile')
      : checkNamedFolder(issues, folder) && checkDockerfile(issues, dockerfile, image);
  if (isFound) checkTarget(issues, target, String(dockerfile ?? `${folder}/Dockerfile`));
}

const pathRule = "below the project's root folder, of letters, digits, spaces and . _ -";

/** The folder of an image with another Dockerfile only gives it its name. */
function checkNamedFolder(issues: ValidationIssues, folder: unknown): boolean {
  if (isBelow(folder) && isFolder(folder)) return true;
  issues.add(`image.folder must be a folder ${pathRule}`, folder);
  return false;
}

function checkDockerfile(
  issues: ValidationIssues,
  dockerfile: unknown,
  { folder, context }: Fields,
): boolean {
  if (!isBelow(dockerfile)) {
    issues.add(`image.dockerfile must be a file ${pathRule}`, dockerfile);
    return false;
  }
  if (isFile(dockerfile)) return true;
  const places = [folder, context].map((place) => join(String(place), dockerfile));
  const meant = places.find(isFile);
  const parent = isFolder(dockerfile) ? dockerfile : dirname(dockerfile);
  const others = namesIn(parent).filter(
    (name) => /dockerfile/i.test(name) && !/ignore$/.test(name),
  );
  const candidates = others.map((name) => join(parent, name)).filter(isFile);
  let suggestion = `create ${dockerfile}`;
  if (candidates.length > 0) suggestion = suggestClosest(dockerfile, candidates);
  if (meant !== undefined) suggestion = `write "${meant}"`;
  const rule = "image.dockerfile must be a file, relative to the project's root folder";
  issues.add(rule, dockerfile, suggestion);
  return false;
}

function checkContext(issues: ValidationIssues, context: unknown): void {
  if (context === undefined || context === '.') return;
  if (isBelow(context) && isFolder(context)) return;
  const rule = `image.context must be "." or a folder ${pathRule}`;
  const suggestion =
    typeof context === 'string' && isFile(context) ? `write "${dirname(context)}"` : undefined;
  issues.add(rule, context, suggestion);
}

function checkTarget(issues: ValidationIssues, target: unknown, path: string): void {
  if (target === undefined) return;
  const dockerfile = readDockerfile(path);
  const rule = `image.target must be a stage of ${path}`;
  const names = dockerfile.stages.flatMap(({ name }) => name ?? []);
  if (typeof target !== 'string' || target === '') {
    issues.add(rule, target, 'write the name after AS, or leave it out');
  } else if (!dockerfile.hasOtherSyntax && !stageOf(dockerfile, target)) {
    const suggestion =
      names.length > 0
        ? suggestClosest(target, names)
        : `it names none: write FROM … AS ${/^[a-z]/i.test(target) ? target : 'app'} there, or leave target out`;
    issues.add(rule, target, suggestion);
  } else if (!/^\w[\w.-]*$/.test(target)) {
    issues.add('image.target must be letters, digits and . _ -', target);
  }
}

function checkArgs(issues: ValidationIssues, args: unknown): void {
  if (args === undefined) return;
  if (!isPlainObject(args)) {
    const suggestion = "write for example { APP: 'shop' }";
    issues.add('image.args must be an object of names and strings', args, suggestion);
    return;
  }
  for (const [name, value] of Object.entries(args)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      const rule = 'names of image.args must be letters, digits and _, and not begin with a digit';
      issues.add(rule, name);
    } else if (typeof value !== 'string') {
      const isSimple = typeof value === 'number' || typeof value === 'boolean';
      const suggestion = isSimple ? `write "${value}"` : 'leave it out';
      issues.add(`image.args.${name} must be a string`, value, suggestion);
    } else if (!isText(value)) {
      issues.add(`image.args.${name} must be a string ${textLimits}`, value);
    }
  }
}

/** Whether a value is a path in the project without "." and ".." in it. */
function isBelow(path: unknown): path is string {
  return (
    typeof path === 'string' &&
    /^[\w.-][\w. -]*(\/[\w.-][\w. -]*)*$/.test(path) &&
    !/^-|(^|\/)\.\.?(\/|$)/.test(path)
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
