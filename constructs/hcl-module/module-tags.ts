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
      'Tags of all resources, in addition to the default tags of your provider. The module sets the tag Name itself where a resource has one.',
    rules: [
      {
        condition: `length(${wrong}) == 0`,
        message: `tags can have letters, digits, spaces and _ . : / = + - @, at most 128 in a key and 256 in a value, and a key must not begin with "aws:", got the keys \${jsonencode(${wrong})}.`,
      },
      {
        condition: 'length(distinct([for key in keys(var.tags) : lower(key)])) == length(var.tags)',
        message: `keys of tags must differ in more than upper and lower case, because IAM treats them as equal, got \${join(", ", keys(var.tags))}.`,
      },
      {
        condition: 'length(var.tags) <= 45',
        message: `tags can have at most 45 entries, because AWS supports 50 with those of the module and of ECS, got \${length(var.tags)}.`,
      },
    ],
  });
}

/** Tags of a resource, merged with those of the caller. The resource's own tags take precedence. */
export function withTags(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries(own).map(
    ([key, value]) => `${hclString(key)} = ${hclString(value)}`,
  );
  // CDKTF functions are not used, because they do not accept texts with expressions.
  const all = entries.length > 0 ? `merge(var.tags, { ${entries.join(', ')} })` : 'var.tags';
  return Token.asStringMap(`\${${all}}`);
}
