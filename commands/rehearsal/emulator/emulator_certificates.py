"""Stores the options of requested certificates, which the emulator ignores.

https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
"""

from ministack.services import acm

request_certificate = acm._request_certificate


def request_with_options(data):
    answer = request_certificate(data)
    if answer[0] == 200:
        newest = list(acm._certificates.values())[-1]
        newest["Options"] = data.get("Options", {})
    return answer


acm._request_certificate = request_with_options
