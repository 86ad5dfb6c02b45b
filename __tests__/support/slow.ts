// Tests with a real engine and Terraform take minutes.
jest.setTimeout(20 * 60_000);

// As commands/terraform/terraform-program.ts does: Terraform then takes a third less CPU time.
process.env.GOGC ??= 'off';
process.env.GOMEMLIMIT ??= '1GiB';
