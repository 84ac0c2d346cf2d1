package dev.tocsin.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
  private static final String TEXT = "receivers:\n- name: \"€\"\n";

  private final Seal seal = sealed(32, 7);

  private static Seal sealed(int keyBytes, int fill) {
    byte[] key = new byte[keyBytes];
    key[0] = (byte) fill;
    return new Seal(
        Optional.of(Secret.given(Base64.getEncoder().encodeToString(key) + "\n")),
        new SecureRandom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", TEXT})
  void open_closed_isTheText(String text) {
    assertThat(seal.open(seal.close(text))).isEqualTo(text);
  }

  @Test
  void close_sameTextTwice_isNotTheSame() {
    assertThat(seal.close(TEXT)).isNotEqualTo(seal.close(TEXT)).doesNotContain("receivers");
  }

  @Test
  void open_anotherKey_fails() {
    assertUnreadable(sealed(32, 8), seal.close(TEXT));
  }

  @Test
  void open_anyByteChanged_fails() {
    byte[] closed = Base64.getDecoder().decode(seal.close(TEXT));
    for (int at = 0; at < closed.length; at++) {
      byte[] changed = closed.clone();
      changed[at] ^= 1;
      assertUnreadable(seal, Base64.getEncoder().encodeToString(changed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAA", "no base64"})
  void open_noClosedText_fails(String text) {
    assertUnreadable(seal, text);
  }

  private static void assertUnreadable(Seal seal, String closed) {
    assertThatThrownBy(() -> seal.open(closed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a stored text cannot be decrypted: it was changed, or encrypted by another key than"
                + " tocsin.seal.key");
  }

  @Test
  void close_noKey_namesTheSetting() {
    assertThatThrownBy(() -> new Seal(Optional.empty(), new SecureRandom()).close(TEXT))
        .hasMessage("tocsin.seal.key is missing; it must be the base64 of 32 bytes");
  }

  @Test
  void close_shortKey_namesItsLength() {
    assertThatThrownBy(() -> sealed(16, 7).close(TEXT))
        .hasMessage("tocsin.seal.key has 16 bytes; it must be the base64 of 32 bytes");
  }
}
