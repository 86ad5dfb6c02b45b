const forms = ['CMD', 'CMD-SHELL', 'NONE'];

/**
 * The command of a health check as Docker and ECS expect it, with its form: `CMD`, a program and its arguments; `CMD-SHELL`, a
 * line for the shell of the container; or `NONE`, no check. A command without a form is a program.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function healthCheckTest(command: readonly string[]): readonly string[] {
  return forms.includes(command[0] ?? '') ? command : ['CMD', ...command];
}

/** Whether a health check is `['NONE']`: the one of the image is not used either. */
export function isWithoutCheck({ command }: { readonly command: readonly string[] }): boolean {
  return command[0] === 'NONE';
}
