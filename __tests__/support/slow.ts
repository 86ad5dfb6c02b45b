// Tests with a real engine and Terraform take minutes.
jest.setTimeout(20 * 60_000);

// As commands/terraform/terraform-program.ts does: Terraform then takes a quarter less CPU time.
process.env.GOGC ??= '400';
