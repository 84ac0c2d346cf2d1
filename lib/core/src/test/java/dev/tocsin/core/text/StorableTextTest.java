package dev.tocsin.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "\u0001\n", "é", "\ud83d\ude42", "\uffff"})
  void is_textsOfUnicode_yes(String text) {
    assertThat(StorableText.is(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b", "\ud83d", "\ude42\ud83d", "a\udfff"})
  void is_withNulOrHalfOfAPair_no(String text) {
    assertThat(StorableText.is(text)).isFalse();
  }
}
