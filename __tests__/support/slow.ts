// Real engines, real Terraform: minutes, not seconds.
jest.setTimeout(10 * 60_000);
