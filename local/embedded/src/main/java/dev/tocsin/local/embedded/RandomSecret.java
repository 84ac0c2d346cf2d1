package dev.tocsin.local.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Draws secrets: hexadecimal digits, which no file format and no protocol has to escape. */
final class RandomSecret {
  private static final int BYTES = 24;

  private RandomSecret() {}

  /** 48 digits, 192 bits. */
  static String draw() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
