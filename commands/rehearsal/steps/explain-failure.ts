import { UserError } from '../../cli/command';
import { SilentService } from '../../http/until-answers';
import type { AwsClient } from '../aws/aws-client';
import { EcsServices, UnsteadyServices } from '../aws/ecs-services';
import { WrongAnswers } from './smoke';

/** Does some work. If services do not become steady or do not answer, their last log lines are added to the error. */
export async function explainServices<T>(
  ecs: EcsServices | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfServices =
      error instanceof UnsteadyServices ||
      error instanceof SilentService ||
      error instanceof WrongAnswers;
    if (!isOfServices) throw error;
    const words = error.names.map((name) => ecs?.lastWords(name) ?? '');
    throw new UserError(`${error.message}\n${(await Promise.all(words)).join('\n')}`);
  }
}

/** Runs an apply. If services did not become steady in time, their last log lines are added to the error. */
export async function explainApply<T>(client: AwsClient, apply: () => Promise<T>): Promise<T> {
  try {
    return await apply();
  } catch (error) {
    const { message } = error as Error;
    const arns = message.matchAll(/ECS Service \(arn:[^)]*:service\/([^/)]+)\/([^)]+)\)/g);
    const words = [...arns].map(([, cluster = '', name = '']) =>
      new EcsServices(client, cluster, [name]).lastWords(name),
    );
    if (words.length === 0) throw error;
    throw new UserError([message, ...(await Promise.all(words))].join('\n'));
  }
}
