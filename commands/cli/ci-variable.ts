import { UserError } from './command';

/**
 * A variable that GitLab sets in each job.
 *
 * @throws UserError outside of a job.
 */
export function ciVariable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new UserError(`${name} is not set; this command is for a job of GitLab`);
}
