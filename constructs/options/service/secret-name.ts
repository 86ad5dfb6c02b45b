/** Names of environment variables that speak of a secret. */
const secretVariablePattern =
  /pass(wd|phrase|code)?$|password|secret|token|credential|api_?key|(^|_)(key|pwd|pat|dsn)$|connection_?string/i;

/** Ends of names of what leads to a secret, and is none. */
const harmless = /_(arn|file|path|ttl|seconds|minutes)$/i;

/** Whether the name of an environment variable speaks of a secret: `DB_PASSWORD`, and not `DB_PASSWORD_FILE`. */
export function isSecretName(name: string): boolean {
  return secretVariablePattern.test(name) && !harmless.test(name);
}

/** Whether there is such a name anywhere in a text: so most texts need not be looked at closely. */
export function mayContainSecretName(text: string): boolean {
  return /pass|secret|token|credential|key|pwd|pat|dsn|connection_?string/i.test(text);
}
