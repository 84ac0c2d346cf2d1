package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A certificate with its private key, by which a server proves its name.
 *
 * @param chain its own certificate first, then each that signed the one before
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  /** How a key of an algorithm signs what shows that it is the key of a certificate. */
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "RSA", "SHA256withRSA",
          "EC", "SHA256withECDSA",
          "EdDSA", "EdDSA",
          "Ed25519", "EdDSA");

  private static final byte[] PROBE = {1, 2, 3};

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Takes a certificate and its key from files.
   *
   * @throws UserError when they are not that
   */
  static TlsIdentity of(PemFile certificates, PemFile keys) {
    List<X509Certificate> chain = chain(certificates);
    PrivateKey key = key(keys, chain.getFirst().getPublicKey(), certificates.name());
    return new TlsIdentity(chain, key);
  }

  /** All certificates of a file, at least one. */
  static List<X509Certificate> certificates(PemFile file) {
    List<X509Certificate> found = new ArrayList<>();
    for (PemFile.Block block : file.blocks()) {
      if (block.label().equals("CERTIFICATE")) {
        found.add(certificate(file, block));
      }
    }
    if (found.isEmpty()) {
      throw file.refused(
          "has no certificate: one in PEM begins with the line -----BEGIN CERTIFICATE-----");
    }
    return found;
  }

  private static List<X509Certificate> chain(PemFile file) {
    List<X509Certificate> chain = certificates(file);
    for (int at = 1; at < chain.size(); at++) {
      if (!chain
          .get(at)
          .getSubjectX500Principal()
          .equals(chain.get(at - 1).getIssuerX500Principal())) {
        throw file.refused(
            "has its certificates in the wrong order: number %d did not sign the one before it"
                .formatted(at + 1));
      }
    }
    return chain;
  }

  private static X509Certificate certificate(PemFile file, PemFile.Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException e) {
      throw new UserError(
          "%s has a certificate that cannot be read: %s.".formatted(file.name(), e.getMessage()),
          e);
    }
  }

  private static PrivateKey key(PemFile file, PublicKey of, String certificates) {
    PemFile.Block block =
        file.blocks().stream()
            .filter(found -> found.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() ->
                file.refused(
                    "has no private key: one in PEM begins with the line -----BEGIN PRIVATE KEY-----"));
    if (block.label().equals("ENCRYPTED PRIVATE KEY")) {
      throw file.refused(
          "has a key with a password, which cannot be typed at a start: write one without by openssl pkey -in %s -out FILE"
              .formatted(file.name()));
    }
    if (!block.label().equals("PRIVATE KEY")) {
      throw file.refused(
          "has a key in an older format (%s): convert it by openssl pkcs8 -topk8 -nocrypt -in %s -out FILE"
              .formatted(block.label(), file.name()));
    }
    String signature = SIGNATURES.get(of.getAlgorithm());
    if (signature == null) {
      throw new UserError(
          "%s has a certificate for a key of %s: it must be one of RSA, EC or Ed25519."
              .formatted(certificates, of.getAlgorithm()));
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(of.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(block.der()));
      if (isPair(key, of, signature)) {
        return key;
      }
    } catch (InvalidKeySpecException ofAnotherAlgorithm) {
      // Said below; the cause could show some of the key.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM does not know " + signature, e);
    }
    throw file.refused(
        "has not the key of the certificate in %s: give the key for which it was made"
            .formatted(certificates));
  }

  private static boolean isPair(PrivateKey key, PublicKey of, String algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(of);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  /**
   * Checks that all certificates are valid now.
   *
   * @param file from which they came
   * @throws UserError when one of them is not
   */
  void requireValid(Instant now, String file) {
    for (X509Certificate certificate : chain) {
      Instant from = certificate.getNotBefore().toInstant();
      Instant until = certificate.getNotAfter().toInstant();
      String subject = certificate.getSubjectX500Principal().getName();
      if (now.isBefore(from)) {
        throw new UserError(
            "%s has a certificate (%s) that is valid from %s on, not yet now."
                .formatted(file, subject, from));
      }
      if (now.isAfter(until)) {
        throw new UserError(
            "%s has a certificate (%s) that has expired at %s: renew it."
                .formatted(file, subject, until));
      }
    }
  }

  /** When the first of its certificates expires. */
  Instant validUntil() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsIdentity[%s, valid until %s]"
        .formatted(chain.getFirst().getSubjectX500Principal().getName(), validUntil());
  }
}
