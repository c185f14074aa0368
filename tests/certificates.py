"""Certificates made for the tests, and a PDF signed with them."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import pem  # type: ignore[import-untyped]
from asn1crypto import x509 as read
from asn1crypto.keys import PrivateKeyInfo  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter

_USES = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")


@dataclass(frozen=True)
class Certificate:
    made: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def file(self) -> bytes:
        return self.made.public_bytes(serialization.Encoding.PEM)


def certificate(name: str, issuer: Certificate | None = None, *, issues: bool = False, days: int = 9) -> Certificate:
    """By itself without an issuer. `days`: how long it holds; below 0 it has run out."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=30)
    uses = dict.fromkeys(_USES, False)
    usage = x509.KeyUsage(
        digital_signature=not issues, content_commitment=not issues, key_cert_sign=issues, crl_sign=issues, **uses
    )
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.made.subject if issuer else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(begins).not_valid_after(datetime.now(UTC) + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=issues, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip
    above = (issuer or Certificate(builder.sign(key, hashes.SHA256()), key)).key.public_key()
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
    return Certificate(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def signed_pdf(by: Certificate) -> bytes:
    plain = serialization.NoEncryption()
    secret = by.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    signer = signers.SimpleSigner(
        signing_cert=read.Certificate.load(pem.unarmor(by.file)[2]),
        signing_key=PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    metadata, out = signers.PdfSignatureMetadata(field_name="Ky"), io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(_pdf())), metadata, signer=signer, output=out)
    return out.getvalue()


def _pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
