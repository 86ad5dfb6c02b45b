import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../../../../commands/cli/command';
import { fileOf, hasMore, writeFiles, writtenFamilies } from '../../../../commands/taskdef/files';
import { inFolder } from '../../../support/in-folder';

/** Puts a file into the folder of a family. */
const put = (family: string, name: string, text: string) => {
  mkdirSync(`taskdefs/${family}`, { recursive: true });
  writeFileSync(`taskdefs/${family}/${name}`, text);
};

const scope = {
  project: 'magicnight',
  stack: 'fargate',
  environmentNames: ['fargate', 'fargate-eu', 'ec2'],
};
const shop = 'magicnight-fargate-shop';
const web = 'magicnight-fargate-web';

test('what is new or old is written, what is as it should be is left alone, and nothing lies beside it', () =>
  inFolder(() => {
    put(web, 'taskdef.json', 'old');
    const texts = new Map([
      [shop, 'a'],
      [web, 'b'],
    ]);
    expect(writeFiles(scope, texts)).toEqual([
      'Written:   taskdefs/magicnight-fargate-shop/taskdef.json',
      'Written:   taskdefs/magicnight-fargate-web/taskdef.json',
    ]);
    expect(writeFiles(scope, texts.set(web, 'c'))).toEqual([
      'Unchanged: taskdefs/magicnight-fargate-shop/taskdef.json',
      'Written:   taskdefs/magicnight-fargate-web/taskdef.json',
    ]);
    expect([shop, web].map((family) => readFileSync(fileOf(family), 'utf8'))).toEqual(['a', 'c']);
    expect([shop, web].flatMap((family) => readdirSync(`taskdefs/${family}`))).toEqual([
      'taskdef.json',
      'taskdef.json',
    ]);
  }));

test('what is gone is removed, unless there is more in the folder; other stacks and folders stay', () =>
  inFolder(() => {
    for (const family of [
      'magicnight-fargate-old',
      'magicnight-fargate-own',
      'magicnight-ec2-old',
      'x',
    ]) {
      put(family, 'taskdef.json', '{}');
    }
    put('magicnight-fargate-own', 'ecspresso.yml', '');
    expect(hasMore('magicnight-fargate-own')).toBe(true);
    expect(hasMore('magicnight-fargate-old')).toBe(false);
    expect(writeFiles(scope, new Map([[shop, 'a']]))).toEqual([
      'Written:   taskdefs/magicnight-fargate-shop/taskdef.json',
      'Removed:   taskdefs/magicnight-fargate-old, whose service was deleted',
      'Kept:      taskdefs/magicnight-fargate-own: its service was deleted, but it contains other files; remove it yourself',
    ]);
    expect(readdirSync('taskdefs')).toEqual([
      'magicnight-ec2-old',
      'magicnight-fargate-own',
      shop,
      'x',
    ]);
  }));

test('where one cannot be written none is', () =>
  inFolder(() => {
    put(shop, 'taskdef.json', 'before');
    writeFileSync(`taskdefs/${web}`, '');
    const write = () =>
      writeFiles(
        scope,
        new Map([
          [shop, 'a'],
          [web, 'b'],
        ]),
      );
    expect(write).toThrow(UserError);
    expect(write).toThrow(/^cannot write the files in taskdefs: E\w+: /);
    expect(readFileSync(fileOf(shop), 'utf8')).toBe('before');
    expect(readdirSync(`taskdefs/${shop}`)).toEqual(['taskdef.json']);
  }));

test('families are those of the environment that have a file, and not of one whose name begins like it', () =>
  inFolder(() => {
    expect(writtenFamilies(scope)).toEqual([]);
    put(web, 'taskdef.json', '{}');
    put(shop, 'taskdef.json', '{}');
    put('magicnight-fargate-none', 'ecspresso.yml', '');
    put('magicnight-ec2-shop', 'taskdef.json', '{}');
    put('magicnight-fargate-eu-shop', 'taskdef.json', '{}');
    put('magicnight-fargates-shop', 'taskdef.json', '{}');
    expect(writtenFamilies(scope)).toEqual([shop, web]);
  }));
