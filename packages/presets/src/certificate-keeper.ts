/** The program of the service that keeps a certificate: https://eff-certbot.readthedocs.io/en/stable/using.html */
export const certificateKeeper = `#!/usr/bin/env python
"""Keeps a certificate: a self-signed one at once, the authority's as soon as it gives one, a new one in time."""

import datetime
import os
import pathlib
import random
import subprocess
import sys
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

target = pathlib.Path("/srv/certificates")
state = pathlib.Path("/etc/letsencrypt")
live = state / "live" / "site"


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def is_valid():
    try:
        return x509.load_pem_x509_certificate((target / "fullchain.pem").read_bytes()).not_valid_after_utc > now()
    except (OSError, ValueError):
        return False


def publish(chain, key):
    """Each takes the place of the old one at once; nginx reads them anew by itself."""
    for name, data in (("privkey.pem", key), ("fullchain.pem", chain)):
        new = target / f".{name}"
        new.touch(mode=0o600)
        new.write_bytes(data)
        new.replace(target / name)


def sign(domains):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "not yet certified")])
    names = x509.SubjectAlternativeName([x509.DNSName(domain) for domain in domains])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now() - datetime.timedelta(hours=1))
        .not_valid_after(now() + datetime.timedelta(days=90))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    publish(certificate.public_bytes(pem), private)


def ask(domains):
    """Whether the authority's certificate is there and not due."""
    options = {
        "cert-name": "site",
        "config-dir": state,
        "domains": ",".join(domains),
        "email": os.environ["ACME_EMAIL"],
        "logs-dir": "/tmp/certbot",
        "server": os.environ["ACME_SERVER"],
        "webroot-path": "/srv/challenge",
        "work-dir": "/tmp/certbot",
    }
    flags = ["agree-tos", "keep-until-expiring", "non-interactive", "renew-with-new-domains", "webroot"]
    words = [f"--{name}={value}" for name, value in options.items()] + [f"--{flag}" for flag in flags]
    return subprocess.run(["certbot", "certonly", *words]).returncode == 0


def keep():
    domains = [domain.strip() for domain in os.environ["ACME_DOMAINS"].split(",") if domain.strip()]
    if not is_valid():
        sign(domains)
        # the gateway has waited for this, and is needed by what follows
        time.sleep(10)
    failures = 0
    while True:
        if ask(domains):
            failures = 0
            chain, key = (live / "fullchain.pem").read_bytes(), (live / "privkey.pem").read_bytes()
            if chain != (target / "fullchain.pem").read_bytes():
                publish(chain, key)
                print("The gateway has a new certificate.")
            pause = int(os.environ["ACME_INTERVAL"])
        else:
            # an authority that is asked too often answers no more: https://letsencrypt.org/docs/rate-limits/
            failures += 1
            pause = min(60 * 2**failures, 43200)
        time.sleep(pause * random.uniform(0.9, 1))


if sys.argv[1:] == ["--check"]:
    sys.exit(None if is_valid() else "There is no certificate, or it has expired.")
keep()
`;
