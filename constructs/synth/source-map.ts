import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resourceAddress } from '../terraform/resource-address';
import { serviceMetadata } from '../terraform/service-metadata';
import type { SourceIndex, SourceLocation } from './source-index';

/** The source of a resource in the code. */
export interface ResourceSource extends Partial<SourceLocation> {
  /** Construct path, beginning with the stack: `fargate/magicnight/task`. */
  readonly path: string;

  /** The service that it belongs to. */
  readonly service?: string;
}

/** The source of each resource and data source of a stack, by Terraform address. */
export function resourceSources(
  stack: TerraformStack,
  code: SourceIndex,
): Record<string, ResourceSource> {
  const sources: [string, ResourceSource][] = [];
  const visit = (construct: IConstruct, enclosingClasses: readonly string[], service?: string) => {
    const { children, id, path } = construct.node;
    const ownService = serviceMetadata(construct) ?? service;
    const className = construct.constructor.name;
    const address = resourceAddress(construct);
    if (address !== undefined) {
      const location = code.locate({ className, id, enclosingClasses });
      sources.push([
        address,
        { path, ...location, ...(ownService === undefined ? {} : { service: ownService }) },
      ]);
    }
    const classes = children.length > 0 ? classesOf(construct) : [];
    for (const child of children) visit(child, classes, ownService);
  };
  visit(stack, []);
  return Object.fromEntries(sources.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of its class and of the classes that this one extends. */
function classesOf(construct: IConstruct): string[] {
  const names: string[] = [];
  for (let one = Object.getPrototypeOf(construct); one; one = Object.getPrototypeOf(one)) {
    names.push(one.constructor.name);
  }
  return names;
}
