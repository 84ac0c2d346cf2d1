package dev.tocsin.testkit.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.window.LabelIndex;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link LabelIndex} promises. */
public abstract class LabelIndexContract {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final Rule.Key WEB =
      new Rule.Key(Labels.of("instance_id", "web-1"), new Fingerprint(-1));
  private static final Rule.Key ZONE =
      new Rule.Key(Labels.of("zone", "caf\u00e9 \"a\""), new Fingerprint(5));

  /** The store under test, empty; always the same one within a test. */
  protected abstract LabelIndex labelIndex();

  @Test
  void find_seen_isWhatWasSeen() {
    labelIndex().seen(List.of(WEB, ZONE, WEB), TODAY);
    labelIndex().seen(List.of(WEB), TODAY.plusDays(1));
    labelIndex().seen(List.of(), TODAY);

    assertThat(
            labelIndex().find(List.of(WEB.fingerprint(), ZONE.fingerprint(), new Fingerprint(9))))
        .isEqualTo(Map.of(WEB.fingerprint(), WEB, ZONE.fingerprint(), ZONE));
  }

  @Test
  void needed_someUnknown_changesNoName() {
    labelIndex().seen(List.of(WEB), TODAY);
    labelIndex().needed(List.of(WEB.fingerprint(), new Fingerprint(9)), TODAY.plusDays(1));
    labelIndex().needed(List.of(), TODAY);

    assertThat(labelIndex().find(List.of(WEB.fingerprint(), new Fingerprint(9))))
        .isEqualTo(Map.of(WEB.fingerprint(), WEB));
  }
}
