"""Passes decrypted SSM parameters to containers, as ECS does. The emulator would pass the encrypted values.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
"""

from ministack.services import ssm

resolve_parameter = ssm.resolve_parameter_value


def resolve_decrypted(name, version=None, decrypt=True):
    return resolve_parameter(name, version, decrypt)


ssm.resolve_parameter_value = resolve_decrypted
