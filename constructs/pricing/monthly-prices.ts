/** What a resource takes in each month in every region, in USD, without requests. */
export interface MonthlyPrice {
  readonly monthly: number;
  readonly noun: string;
}

/**
 * By type of Terraform, as published in 2026: https://aws.amazon.com/route53/pricing/, https://aws.amazon.com/cloudwatch/pricing/,
 * https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/secrets-manager/pricing/
 */
export const monthlyPrices: Readonly<Record<string, MonthlyPrice>> = {
  aws_route53_zone: { monthly: 0.5, noun: 'hosted zone' },
  aws_cloudwatch_metric_alarm: { monthly: 0.1, noun: 'alarm' },
  aws_kms_key: { monthly: 1, noun: 'KMS key' },
  aws_secretsmanager_secret: { monthly: 0.4, noun: 'secret' },
};

/** A web ACL and each rule of it, for each month, without requests: https://aws.amazon.com/waf/pricing/ */
export const webAclMonthlyPrices = { acl: 5, rule: 1 } as const;
