/** Replaces a sensitive value. */
export const sensitivePlaceholder = '(sensitive)';

/** Replaces a sensitive value that differs from the one on the other side of a change. */
export const changedSensitivePlaceholder = '(sensitive, another value)';

/** Replaces a value that is known only after the apply. */
export const unknownPlaceholder = '(known after apply)';

/** Values that are secrets wherever they occur: private keys, AWS access keys, tokens, passwords in URLs. */
const secretText =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)|\b(AKIA|ASIA)[0-9A-Z]{16}\b|\b(gh[pousr]_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{10,})|(?<=:\/\/[^/\s:@"]{0,100}:)[^/\s@"]{1,200}(?=@)/g;

/**
 * Removes secrets from a text.
 *
 * @param other the text on the other side of a change; if only secrets differ, they get a placeholder that says so
 */
export type RedactText = (text: string, other?: string) => string;

/** A function that removes given secrets, and anything that looks like a secret, from texts. */
export function textRedactor(secrets: readonly string[]): RedactText {
  const literal = [...new Set(secrets.flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  const known = literal.length > 0 && new RegExp(literal.map(escapeRegExp).join('|'), 'g');
  const without = (text: string) =>
    (known ? text.replace(known, sensitivePlaceholder) : text).replace(
      secretText,
      sensitivePlaceholder,
    );
  return (text, other) => {
    const redacted = without(text);
    if (other === undefined || other === text || redacted !== without(other)) return redacted;
    return redacted.replaceAll(sensitivePlaceholder, changedSensitivePlaceholder);
  };
}

/** A secret as it is, and as it appears in JSON, in Terraform's JSON, in URLs and in base64. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const byTerraform = inJson.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
  const twice = [inJson, byTerraform].map((text) => JSON.stringify(text).slice(1, -1));
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, inJson, byTerraform, ...twice, inUrl(secret), base64];
}

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate cannot be part of a URL.
    return text;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
