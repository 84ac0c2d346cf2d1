package dev.tocsin.store.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayLiteralTest {
  @Test
  void of_fingerprints_areInOrder() {
    assertThat(ArrayLiteral.of(List.of(new Fingerprint(-1), new Fingerprint(2))))
        .isEqualTo("{2,-1}");
    assertThat(ArrayLiteral.of(List.of())).isEqualTo("{}");
  }

  @Test
  void ofTexts_specialCharacters_areQuoted() {
    assertThat(ArrayLiteral.ofTexts(List.of("a,b", "c\"d", "e\\f", "", "NULL")))
        .isEqualTo("{\"a,b\",\"c\\\"d\",\"e\\\\f\",\"\",\"NULL\"}");
  }
}
