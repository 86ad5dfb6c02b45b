import type { IConstruct } from 'constructs';

const serviceMetadataKey = 'magicnight:service';

/** Notes that a construct, with all in it, is there for a service. */
export function setServiceMetadata(construct: IConstruct, service: string): void {
  construct.node.addMetadata(serviceMetadataKey, service);
}

/** The service for which a construct was noted to be there, itself; not where that was noted around it. */
export function serviceMetadata(construct: IConstruct): string | undefined {
  return construct.node.metadata.find(({ type }) => type === serviceMetadataKey)?.data;
}
