import type { IConstruct } from 'constructs';

const serviceMetadataKey = 'magicnight:service';

/** Records that a construct, with all its children, belongs to a service. */
export function setServiceMetadata(construct: IConstruct, service: string): void {
  construct.node.addMetadata(serviceMetadataKey, service);
}

/** The service that was recorded for a construct itself, not for one of its parents. */
export function serviceMetadata(construct: IConstruct): string | undefined {
  return construct.node.metadata.find(({ type }) => type === serviceMetadataKey)?.data;
}
