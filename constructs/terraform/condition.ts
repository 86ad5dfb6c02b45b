import { TerraformCount, type TerraformDataSource, type TerraformResource, Token } from 'cdktf';
import { resourceAddress } from './resource-address';

/** Whether something is so: known now, or an expression that only Terraform can evaluate, such as `local.is_https`. */
export type Condition = boolean | Expression;

export interface Expression {
  readonly expression: string;
}

/** What a resource is given where Terraform decides whether it is there. */
export interface CountArg {
  readonly count?: TerraformCount;
}

/**
 * Makes something where a condition holds. Where only Terraform knows, it is made with a count of one or none.
 *
 * @returns `undefined` where the condition is known not to hold.
 */
export function createIf<T>(condition: Condition, make: (countArg: CountArg) => T): T | undefined {
  if (condition === false) return undefined;
  if (condition === true) return make({});
  const count = Token.asNumber(`\${${condition.expression} ? 1 : 0}`);
  return make({ count: TerraformCount.of(count) });
}

/** Whether both are so. */
export function and(one: Condition, other: Condition): Condition {
  if (one === false || other === false) return false;
  if (one === true) return other;
  if (other === true) return one;
  // Not "&&": it would be unknown where only the second is.
  return { expression: `(${one.expression} ? ${other.expression} : false)` };
}

/** One of two texts. */
export function conditional(condition: Condition, yes: string, no: string): string {
  if (typeof condition === 'boolean') return condition ? yes : no;
  return `\${${condition.expression} ? ${quoteOperand(yes)} : ${quoteOperand(no)}}`;
}

/** As Terraform writes a text within an expression; what is a reference alone needs no quotes, and may be null. */
function quoteOperand(text: string): string {
  const [, reference] = /^\$\{([^{}"]*)\}$/.exec(text) ?? [];
  return reference ?? JSON.stringify(text);
}

type CountableElement = TerraformResource | TerraformDataSource;

/** A resource for others that are there only where it is: `aws_lb.balancer`, or `aws_lb.balancer[0]`. */
export function instanceRef(element: CountableElement): string {
  return `${resourceAddress(element)}${element.count === undefined ? '' : '[0]'}`;
}

/** An attribute of a resource for others that are there in any case: null where it is not. */
export function attributeRef(element: CountableElement, attribute: string): string {
  const address = resourceAddress(element);
  return element.count === undefined
    ? `\${${address}.${attribute}}`
    : `\${one(${address}[*].${attribute})}`;
}
