import { ruleCount } from '../load-balancer/listener-rules';
import { defaultQuotas } from '../options/environment/quota-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { maxTaskCount } from '../options/service/resolved-service';
import { type Fields, isPlainObject, ValidationIssues } from '../options/validation-issues';

/** AWS does not raise this limit: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const targetGroupsPerBalancer = 100;

/** Rules of a security group in one direction: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const rulesPerSecurityGroup = 60;

/** Validates `quotas` by itself. */
export function checkQuotas(issues: ValidationIssues, quotas: unknown): void {
  if (quotas === undefined) return;
  if (!isPlainObject(quotas) || !issues.object('quotas', quotas, Object.keys(defaultQuotas))) {
    if (!isPlainObject(quotas)) issues.add('quotas must be an object', quotas);
    return;
  }
  for (const [field, value] of Object.entries(quotas satisfies Fields)) {
    if (value !== undefined) issues.integer(`quotas.${field}`, value, 1, 100_000);
  }
}

/** Validates that all services together stay within the quotas of the load balancer. */
export function checkServicesTogether(environment: ResolvedEnvironment, all: string[]): void {
  const { name, services, quotas, loadBalancer } = environment;
  const issues = new ValidationIssues(`main.ts: environments.${name}`, all);
  const { rulesPerLoadBalancer, targetsPerLoadBalancer } = quotas;
  const routes = services.flatMap((service) => service.routes);

  if (services.length > targetGroupsPerBalancer) {
    issues.report(
      `there are ${services.length} services, but a load balancer supports ${targetGroupsPerBalancer} target groups, and AWS does not raise this limit; move some services to another environment`,
    );
  }
  const rules = routes.reduce((sum, route) => sum + ruleCount(route), 0);
  if (rules > rulesPerLoadBalancer) {
    const stripped = routes.filter(({ stripPrefix }) => stripPrefix).length;
    issues.report(
      `the routes need ${rules} rules (${routes.length} routes; ${stripped} of them have stripPrefix and need two), but a load balancer supports ${rulesPerLoadBalancer}; combine routes of a service under one prefix, move some services to another environment, or ask AWS for more "Rules per Application Load Balancer" and set quotas.rulesPerLoadBalancer to ${rules}`,
    );
  }
  const targets = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
  if (targets > targetsPerLoadBalancer) {
    issues.report(
      `the services can have ${targets} tasks (the sum of maxTasks), but a load balancer supports ${targetsPerLoadBalancer} targets; reduce maxTasks, move some services to another environment, or ask AWS for more "Targets per Application Load Balancer" and set quotas.targetsPerLoadBalancer to ${targets}`,
    );
  }
  const ports = new Set(services.map(({ port }) => port)).size;
  if (ports > rulesPerSecurityGroup && loadBalancer === undefined) {
    issues.report(
      `the services listen on ${ports} different ports, but the security group of the load balancer supports ${rulesPerSecurityGroup} rules; leave out port where the container can listen on 8080`,
    );
  }
}
