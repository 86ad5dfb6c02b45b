import type { IConstruct } from 'constructs';

const kind = 'magicnight:service';

/** Notes that a construct, with all in it, is there for a service. */
export function noteService(construct: IConstruct, service: string): void {
  construct.node.addMetadata(kind, service);
}

/** The service for which a construct was noted to be there, itself; not where that was noted around it. */
export function notedService(construct: IConstruct): string | undefined {
  return construct.node.metadata.find(({ type }) => type === kind)?.data;
}
