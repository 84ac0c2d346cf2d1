package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownAlertsTest {
  private static final AlertSnapshot ALERT = alert("web-1", Map.of());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An alert fires when the newest of it is that it fires  | this    | true  | true
          Not when the newest is that it was resolved            | this    | false | false
          Nor when another alert of its alert key fires by now   | another | true  | false
          Nor when nothing is known of it                        |         |       | false
          """)
  void fires_anAlert_isAsTheSentenceSays(
      String sentence, @Nullable String known, @Nullable Boolean knownFires, boolean fires) {
    Fingerprint key = Fingerprint.parse(ALERT.fingerprint());
    Map<Fingerprint, KnownAlerts.KnownAlert> all =
        known == null || knownFires == null
            ? Map.of()
            : Map.of(
                key,
                new KnownAlerts.KnownAlert(
                    key,
                    1,
                    known.equals("this") ? ALERT.alertId() : new UUID(0, 1),
                    knownFires,
                    NOW));

    assertThat(knowing(all).fires(ALERT)).as(sentence).isEqualTo(fires);
  }

  private static KnownAlerts knowing(Map<Fingerprint, KnownAlerts.KnownAlert> all) {
    return new KnownAlerts() {
      @Override
      public Map<Fingerprint, KnownAlert> load(Collection<Fingerprint> fingerprints) {
        return all;
      }

      @Override
      public void save(Collection<KnownAlert> alerts) {
        throw new UnsupportedOperationException();
      }

      @Override
      public int purge(Instant before) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
