import type { Plan } from '../plan/plan';

/** What a reader has to know of a plan itself: what it leaves out, and checks that fail. */
export function noticesOf({ complete, checks = [] }: Plan): string[] {
  const failed = checks.filter(({ status }) => status === 'fail' || status === 'error');
  return [
    ...(complete === false
      ? ['This is not all: the plan leaves something out (-target, or what waits for an apply).']
      : []),
    ...failed.map(({ address, instances = [] }) => {
      const messages = instances.flatMap(({ problems = [] }) =>
        problems.map(({ message }) => message ?? ''),
      );
      return `Check ${address?.to_display ?? ''} fails: ${messages.join('; ')}`;
    }),
  ];
}
