package dev.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  /** Values computed by prometheus/common's LabelSet.Fingerprint. */
  @Test
  void fingerprint_empty_isTheOffsetBasis() {
    assertThat(Labels.EMPTY.fingerprint()).hasToString("cbf29ce484222325");
  }

  @Test
  void fingerprint_anyOrder_isTheSame() {
    assertThat(Labels.of("b", "2", "a", "1").fingerprint())
        .isEqualTo(Labels.of("a", "1", "b", "2").fingerprint());
  }

  @Test
  void fingerprint_textsMoved_differs() {
    assertThat(Labels.of("a", "bc").fingerprint()).isNotEqualTo(Labels.of("ab", "c").fingerprint());
  }

  @Test
  void fingerprint_beyondAscii_isOverUtf8() {
    // FNV-1a over 61 ff c3 a9 f0 9f 9a a8 ff
    long hash = 0xcbf29ce484222325L;
    for (int b : new int[] {0x61, 0xff, 0xc3, 0xa9, 0xf0, 0x9f, 0x9a, 0xa8, 0xff}) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    assertThat(Labels.of("a", "é🚨").fingerprint()).isEqualTo(new Fingerprint(hash));
  }

  @Test
  void without_eachLabelAndAnother_leavesTheOthers() {
    Labels all = Labels.of("a", "1", "b", "2", "c", "3");
    assertThat(all.without("a")).isEqualTo(Labels.of("b", "2", "c", "3"));
    assertThat(all.without("b")).isEqualTo(Labels.of("a", "1", "c", "3"));
    assertThat(all.without("c")).isEqualTo(Labels.of("a", "1", "b", "2"));
    assertThat(all.without("2")).isSameAs(all);
    assertThat(Labels.of("a", "1").without("a")).isSameAs(Labels.EMPTY);
  }

  @Test
  void of_emptyText_isLeftOut() {
    assertThat(Labels.of("a", "", "b", "2")).isEqualTo(Labels.of("b", "2"));
  }

  @Test
  void of_namesBeyondTheBasicPlane_areInOrderOfTheirUtf8() {
    assertThat(Labels.of(Map.of("\uFFFD", "1", "\uD83D\uDEA8", "2")).asMap().keySet())
        .containsExactly("\uFFFD", "\uD83D\uDEA8");
  }

  @Test
  void shard_highBitSet_isBetween0And63() {
    assertThat(new Fingerprint(-1).shard()).isEqualTo(63);
  }

  @Test
  void parse_printed_isTheSame() {
    Fingerprint fingerprint = Labels.of("a", "1").fingerprint();
    assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
  }
}
