import { createHash } from 'node:crypto';

/**
 * A name that fits where AWS allows few characters: as it is if it does, else its beginning and a hash of all of it, so that
 * two long names differ. It never ends with a hyphen. Where only Terraform knows the name, Terraform does the same.
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

/** Hexadecimal digits that follow from a text, six of them; where only Terraform knows the text, Terraform computes them. */
export function shortHash(text: string, digits = hashDigits): string {
  if (isExpression(text)) return `\${substr(sha256("${text}"), 0, ${digits})}`;
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** Whether a text has a part that only Terraform knows: `${var.name_prefix}-api`. */
export function isExpression(text: string): boolean {
  return text.includes('${');
}
