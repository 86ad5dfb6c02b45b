interface LoggingConfiguration {
  readonly ResourceArn: string;
}

interface Call {
  readonly ResourceArn?: string;
  readonly LoggingConfiguration?: LoggingConfiguration;
}

/** Prefix of the targets of AWS WAF calls. */
export const wafTarget = 'AWSWAF_20190729.';

/** Logging configurations of web ACLs, which the emulator does not support. They are stored and returned; nothing is logged. */
export class WafLogging {
  private readonly configurations = new Map<string, LoggingConfiguration>();

  static knows(target: string): boolean {
    return target.startsWith(wafTarget) && /LoggingConfiguration$/.test(target);
  }

  /** @returns `undefined` if the configuration does not exist. */
  answer(operation: string, call: Call): object | undefined {
    const { LoggingConfiguration: sent, ResourceArn: arn = '' } = call;
    if (operation === 'PutLoggingConfiguration' && sent) {
      this.configurations.set(sent.ResourceArn, sent);
      return { LoggingConfiguration: sent };
    }
    const LoggingConfiguration = this.configurations.get(arn);
    if (!LoggingConfiguration) return undefined;
    if (operation === 'GetLoggingConfiguration') return { LoggingConfiguration };
    if (operation !== 'DeleteLoggingConfiguration') return undefined;
    this.configurations.delete(arn);
    return {};
  }
}
