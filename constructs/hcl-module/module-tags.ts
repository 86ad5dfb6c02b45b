import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { hclString, moduleVariable } from './module-variable';

/**
 * Declares the tags of all resources.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function addTagsVariable(scope: Construct): void {
  const key = '^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$';
  const value = '^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$';
  const wrong = `[for key, value in var.tags : key if !can(regex(${hclString(key)}, key)) || !can(regex(${hclString(value)}, value)) || startswith(lower(key), "aws:")]`;
  moduleVariable(scope, 'tags', {
    type: 'map(string)',
    default: {},
    description:
      'Tags of all resources, beside the default tags of your provider. Name is written by the module where a resource has one.',
    rules: [
      {
        condition: `length(${wrong}) == 0`,
        message: `tags may have letters, digits, spaces and _ . : / = + - @, in keys 128 of them and in values 256, and no key may begin with "aws:"; these are not so: \${jsonencode(${wrong})}.`,
      },
      {
        condition: 'length(distinct([for key in keys(var.tags) : lower(key)])) == length(var.tags)',
        message: `keys of tags must differ in more than capitals: IAM takes them for the same, got \${join(", ", keys(var.tags))}.`,
      },
      {
        condition: 'length(var.tags) <= 45',
        message: `tags may be 45, since AWS takes 50 with those of the module and of ECS, got \${length(var.tags)}.`,
      },
    ],
  });
}

/** Tags of a resource, with those of the caller; its own count. */
export function withTags(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries(own).map(
    ([key, value]) => `${hclString(key)} = ${hclString(value)}`,
  );
  // By hand: functions of CDKTF take no text that has an expression in it.
  const all = entries.length > 0 ? `merge(var.tags, { ${entries.join(', ')} })` : 'var.tags';
  return Token.asStringMap(`\${${all}}`);
}
