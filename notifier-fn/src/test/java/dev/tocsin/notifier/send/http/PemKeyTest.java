package dev.tocsin.notifier.send.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
  /** Where the older form begins in the newer one of a key with 2,048 bits. */
  private static final int HEAD = 26;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void read_pkcs8_isTheKey(String algorithm) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    assertThat(PemKey.read(pem("PRIVATE KEY", pair.getPrivate().getEncoded())))
        .contains(pair.getPrivate());
  }

  @Test
  void read_olderFormOfRsa_isTheKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    KeyPair pair = generator.generateKeyPair();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, HEAD, pkcs8.length);
    assertThat(PemKey.read("text before\n" + pem("RSA PRIVATE KEY", pkcs1)))
        .contains(pair.getPrivate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----END PRIVATE KEY----- -----BEGIN PRIVATE KEY-----"
      })
  void read_whatIsNoKey_isEmpty(String text) {
    assertThat(PemKey.read(text)).isEmpty();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der));
  }
}
