/** Names of environment variables that indicate a secret. */
const secretVariablePattern =
  /pass(wd|phrase|code)?$|password|secret|token|credential|api[_.-]?key|(^|[_.-])(key|pwd|pat|dsn)$|connection[_.-]?string/i;

/** Suffixes of variables that refer to a secret without containing it. */
const harmless = /[_.-](arn|file|path|ttl|seconds|minutes)$/i;

/** Whether the name of an environment variable indicates a secret: `DB_PASSWORD`, but not `DB_PASSWORD_FILE`. */
export function isSecretName(name: string): boolean {
  return secretVariablePattern.test(name) && !harmless.test(name);
}

/** Whether a text can contain such a name: a fast check that excludes most texts. */
export function mayContainSecretName(text: string): boolean {
  return /pass|secret|token|credential|key|pwd|pat|dsn|connection[_.-]?string/i.test(text);
}
