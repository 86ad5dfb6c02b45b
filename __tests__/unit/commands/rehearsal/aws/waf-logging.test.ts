import { WafLogging } from '../../../../../commands/rehearsal/aws/waf-logging';

const ResourceArn = 'arn:aws:wafv2:eu-central-1:000000000000:regional/webacl/magicnight/1';

test('the logging of a web ACL is answered as it was given, until it is deleted', () => {
  const waf = new WafLogging();
  const LoggingConfiguration = { ResourceArn, LogDestinationConfigs: ['arn:aws:logs:x'] };
  expect(waf.answer('GetLoggingConfiguration', { ResourceArn })).toBeUndefined();
  expect(waf.answer('PutLoggingConfiguration', { LoggingConfiguration })).toEqual({
    LoggingConfiguration,
  });
  expect(waf.answer('GetLoggingConfiguration', { ResourceArn })).toEqual({ LoggingConfiguration });
  expect(waf.answer('DeleteLoggingConfiguration', { ResourceArn })).toEqual({});
  expect(waf.answer('GetLoggingConfiguration', { ResourceArn })).toBeUndefined();
});
