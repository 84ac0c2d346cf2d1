package dev.tocsin.notifier.send.http;

import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** A private key in PEM: PKCS#8, or the older form of RSA keys (PKCS#1). */
final class PemKey {
  private static final String PKCS8 = "PRIVATE KEY-----";
  private static final String PKCS1 = "RSA PRIVATE KEY-----";

  /** Version 0, and the algorithm rsaEncryption without parameters (RFC 8017, A.1; RFC 5958). */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int SHORT_LENGTH = 0x80;

  private PemKey() {}

  /** Empty when the text holds none that can be read. */
  static Optional<PrivateKey> read(String pem) {
    Optional<byte[]> pkcs8 = block(pem, PKCS8).or(() -> block(pem, PKCS1).map(PemKey::wrapped));
    return pkcs8.flatMap(der ->
        Stream.of("RSA", "EC", "Ed25519")
            .flatMap(algorithm -> key(algorithm, der).stream())
            .findFirst());
  }

  private static Optional<byte[]> block(String pem, String label) {
    String begin = "-----BEGIN " + label;
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END " + label, Math.max(0, from));
    if (from < 0 || to < 0) {
      return Optional.empty();
    }
    try {
      String lines = pem.substring(from + begin.length(), to);
      return Optional.of(Base64.getMimeDecoder().decode(lines));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (InvalidKeySpecException ofAnotherAlgorithm) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM does not know " + algorithm, e);
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_HEAD);
    content.writeBytes(element(OCTETS, pkcs1));
    return element(SEQUENCE, content.toByteArray());
  }

  /** An element of DER (X.690, 8.1). */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < SHORT_LENGTH) {
      out.write(content.length);
    } else {
      byte[] length = bytes(content.length);
      out.write(SHORT_LENGTH + length.length);
      out.writeBytes(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** As few as there can be. */
  private static byte[] bytes(int number) {
    String digits = Integer.toHexString(number);
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }
}
