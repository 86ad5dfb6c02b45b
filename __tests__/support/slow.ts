// Tests with a real engine and Terraform take minutes.
jest.setTimeout(10 * 60_000);
