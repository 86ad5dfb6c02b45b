import { ruleCount } from '../load-balancer/listener-rules';
import { defaultQuotas } from '../options/environment/environment-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { maxTaskCount } from '../options/service/resolved-service';
import { type Fields, isPlainObject, ValidationIssues } from '../options/validation-issues';

/** No account gets more: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const targetGroupsPerBalancer = 100;

/** Rules of a security group in one direction: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const rulesPerSecurityGroup = 60;

/** Adds what is wrong with the value of `quotas` by itself. */
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

/** Adds a problem for each quota that the services exceed together, with the way out. */
export function checkServicesTogether({ services, quotas }: ResolvedEnvironment, all: string[]) {
  const issues = new ValidationIssues('fargate', all);
  const { rulesPerLoadBalancer, targetsPerLoadBalancer } = quotas;
  const routes = services.flatMap((service) => service.routes);

  if (services.length > targetGroupsPerBalancer) {
    issues.report(
      `there are ${services.length} services; a load balancer takes ${targetGroupsPerBalancer} target groups, and AWS raises that for nobody. Give some of them a stack of their own`,
    );
  }
  const rules = routes.reduce((sum, route) => sum + ruleCount(route), 0);
  if (rules > rulesPerLoadBalancer) {
    const stripped = routes.filter(({ stripPrefix }) => stripPrefix).length;
    issues.report(
      `the routes take ${rules} rules (${routes.length} routes, ${stripped} of them stripped, which take two); a load balancer takes ${rulesPerLoadBalancer}. Lead several routes of a service by one prefix, give some services a stack of their own, or ask AWS for more "Rules per Application Load Balancer" and write quotas: { rulesPerLoadBalancer: ${rules} }`,
    );
  }
  const targets = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
  if (targets > targetsPerLoadBalancer) {
    issues.report(
      `the services may have ${targets} tasks (the sum of maxTasks); a load balancer takes ${targetsPerLoadBalancer} targets. Write smaller maxTasks, give some services a stack of their own, or ask AWS for more "Targets per Application Load Balancer" and write quotas: { targetsPerLoadBalancer: ${targets} }`,
    );
  }
  const ports = new Set(services.map(({ port }) => port)).size;
  if (ports > rulesPerSecurityGroup) {
    issues.report(
      `the services listen on ${ports} different ports; the security group of the load balancer takes ${rulesPerSecurityGroup}. Leave out port where the container can listen on 8080`,
    );
  }
}
