import { createHash } from 'node:crypto';

/**
 * Shortens a name to the maximum length that AWS allows. A longer name becomes its beginning and a hash of the whole name, so
 * that two long names differ. The beginning never ends with a hyphen. If only Terraform knows the name, Terraform shortens it.
 */
export function physicalName(name: string, maxLength: number): string {
  const kept = maxLength - hashDigits - 1;
  if (isExpression(name)) {
    const text = `"${name}"`;
    const beginning = `\${replace(substr(${text}, 0, ${kept}), "/-+$/", "")}`;
    return `\${length(${text}) <= ${maxLength} ? ${text} : "${beginning}-${shortHash(name)}"}`;
  }
  if (name.length <= maxLength) return name;
  return `${name.slice(0, kept).replace(/-+$/, '')}-${shortHash(name)}`;
}

const hashDigits = 6;

/** First hexadecimal digits of the hash of a text. If only Terraform knows the text, Terraform computes them. */
export function shortHash(text: string, digits = hashDigits): string {
  if (isExpression(text)) return `\${substr(sha256("${text}"), 0, ${digits})}`;
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** Number of characters of a text. If only Terraform knows the text, Terraform counts them. */
export function lengthOf(text: string): string {
  return isExpression(text) ? `\${length("${text}")}` : String(text.length);
}

/** Whether a text contains an expression, which only Terraform can evaluate: `${var.name_prefix}-api`. */
export function isExpression(text: string): boolean {
  return text.includes('${');
}

/** Maximum length of a bucket name, in characters: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const maxBucketNameLength = 63;

/** Length of the longest region name, in characters: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const maxRegionLength = 16;

/**
 * Name of the bucket for access logs. Names of buckets are unique among all accounts and regions.
 *
 * @param name prefix of all names of the stack.
 */
export function accessLogsBucket(
  name: string,
  { id, region }: { readonly id: string; readonly region: string },
): string {
  const length = isExpression(region) ? maxRegionLength : region.length;
  const suffixLength = '-000000000000-'.length + length;
  const beginning = physicalName(`${name}-access-logs`, maxBucketNameLength - suffixLength);
  return `${beginning}-${id}-${region}`;
}
