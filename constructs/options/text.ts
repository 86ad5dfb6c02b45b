/** Whether a value is a string that files, Terraform and Linux keep unchanged. */
export function isText(value: unknown): value is string {
  return (
    typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value) && !value.includes('${TfToken[')
  );
}

/** What such a string does not have, for messages: NUL ends a text in Linux, half a character is no text, and CDKTF replaces its tokens. */
export const textLimits = 'without NUL, unpaired surrogates or "${TfToken["';
