import { type IResolvable, TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';

/** What a caller of a module gives it. */
export interface ModuleVariableProps {
  /** A type of Terraform: `list(string)`. */
  readonly type: string;
  readonly description: string;

  /**
   * What it is where the caller says nothing; `null` for nothing.
   *
   * @default - the caller must say it
   */
  readonly default?: unknown;

  /** What it must be, each with the sentence that a plan fails with. */
  readonly rules?: readonly VariableRule[];
}

export interface VariableRule {
  /** An expression without braces: `var.min >= 1`. */
  readonly condition: string;

  /** May have expressions in braces. */
  readonly message: string;
}

/** Declares a variable of a module; returns text that stands for its value. */
export function moduleVariable(
  scope: Construct,
  name: string,
  { type, description, default: defaultValue, rules }: ModuleVariableProps,
): string {
  new TerraformVariable(scope, name, {
    type,
    description,
    default: defaultValue === null ? Token.nullValue() : defaultValue,
    // Whoever passes null on means what is usual, unless null has a meaning.
    nullable: defaultValue === null ? undefined : false,
    validation: rules?.map(({ condition, message }) => ({
      condition: `\${${condition}}`,
      errorMessage: message,
    })),
  });
  // No token: CDKTF leaves out the braces of those of variables, also where they are in quotes.
  return `\${var.${name}}`;
}

/** Declares a variable that is a number. */
export function numberVariable(
  scope: Construct,
  name: string,
  variable: UntypedVariableProps,
): number {
  return Token.asNumber(moduleVariable(scope, name, { ...variable, type: 'number' }));
}

/** Declares a variable that is true or false. */
export function switchVariable(
  scope: Construct,
  name: string,
  variable: UntypedVariableProps,
): IResolvable {
  return Token.asAny(moduleVariable(scope, name, { ...variable, type: 'bool' }));
}

type UntypedVariableProps = Omit<ModuleVariableProps, 'type'>;

/** A text as an expression has it, with its quotes. */
export function hclString(text: string): string {
  return JSON.stringify(text);
}

/** Whether a variable that may be null has nothing, or is as it must be. */
export function isNullOr(name: string, condition: string): string {
  return `var.${name} == null ? true : ${condition}`;
}
