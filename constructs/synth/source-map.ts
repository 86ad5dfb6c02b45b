import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resourceAddress } from '../terraform/resource-address';
import { serviceMetadata } from '../terraform/service-metadata';
import type { SourceIndex, SourceLocation } from './source-index';

/** What in the code a resource comes from. */
export interface ResourceSource extends Partial<SourceLocation> {
  /** Of constructs, from the stack down: `fargate/magicnight/task`. */
  readonly path: string;

  /** For which service it is there. */
  readonly service?: string;
}

/** What each resource and data source of a stack comes from, by its address in Terraform. */
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

/** Its class and those that it extends. */
function classesOf(construct: IConstruct): string[] {
  const names: string[] = [];
  for (let one = Object.getPrototypeOf(construct); one; one = Object.getPrototypeOf(one)) {
    names.push(one.constructor.name);
  }
  return names;
}
