export function isSet(type: string, path: string): boolean {
  return type !== '' && path === 'subnets';
}
