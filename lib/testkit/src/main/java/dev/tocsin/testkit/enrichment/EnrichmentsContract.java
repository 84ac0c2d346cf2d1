package dev.tocsin.testkit.enrichment;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static dev.tocsin.testkit.remediation.RemediationRuns.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Enrichments} promises. */
public abstract class EnrichmentsContract {
  private static final Instant LEASE = NOW.plusSeconds(30);

  protected abstract Enrichments newEnrichments();

  private static EnrichmentRequest request(long n) {
    return new EnrichmentRequest(alert(n), n);
  }

  private static Enrichment found(long n, String owner) {
    return new Enrichment(alert(n).alertId(), Map.of("owner", owner), NOW.plusSeconds(1));
  }

  @Test
  void claim_requested_onceWithinTheLease() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1), request(2)), NOW);
    assertThat(enrichments.claim(NOW.minusSeconds(1), LEASE, 10)).isEmpty();
    assertThat(enrichments.claim(NOW, LEASE, 10)).containsExactlyInAnyOrder(request(1), request(2));
    assertThat(enrichments.claim(NOW.plusSeconds(29), LEASE, 10)).isEmpty();
    assertThat(enrichments.claim(LEASE, LEASE.plusSeconds(30), 1)).hasSize(1);
  }

  @Test
  void request_knownAlert_isKeptAsItIs() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1)), NOW);
    enrichments.save(List.of(found(1, "jo")));
    enrichments.request(List.of(request(1)), NOW.plusSeconds(9));
    assertThat(enrichments.claim(NOW.plusSeconds(10), LEASE, 10)).isEmpty();
  }

  @Test
  void save_twice_keepsTheFirstAndSaysSo() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1), request(2)), NOW);
    assertThat(enrichments.save(List.of(found(1, "jo")))).containsOnly(alert(1).alertId());
    assertThat(enrichments.save(List.of(found(1, "kim"), found(2, "ü\u0000"))))
        .containsOnly(alert(2).alertId());
    assertThat(enrichments.byAlert(List.of(alert(1).alertId(), alert(2).alertId())).values())
        .containsExactlyInAnyOrder(found(1, "jo"), found(2, "ü\u0000"));
  }

  @Test
  void byAlert_notEnrichedYet_isNotThere() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1)), NOW);
    assertThat(enrichments.byAlert(List.of(alert(1).alertId(), alert(2).alertId()))).isEmpty();
    assertThat(enrichments.byAlert(List.of())).isEmpty();
  }

  @Test
  void dueUntil_requests_eachSecondOnce() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1)), NOW.plusMillis(100));
    enrichments.request(List.of(request(2)), NOW.plusMillis(200));
    enrichments.request(List.of(request(3)), NOW.plusSeconds(80));
    assertThat(enrichments.dueUntil(NOW.plusSeconds(70))).containsExactly(NOW);
  }

  @Test
  void purge_old_isForgotten() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(List.of(request(1)), NOW.minusSeconds(1));
    enrichments.request(List.of(request(2)), NOW);
    assertThat(enrichments.purge(NOW)).isEqualTo(1);
    assertThat(enrichments.claim(NOW, LEASE, 10)).containsExactly(request(2));
  }

  @Test
  void claim_tenThousandInChunks_eachOnce() {
    Enrichments enrichments = newEnrichments();
    enrichments.request(
        LongStream.rangeClosed(1, 10_000).mapToObj(EnrichmentsContract::request).toList(), NOW);
    int claimed = 0;
    for (int chunk = 0; chunk < 10; chunk++) {
      List<EnrichmentRequest> requests = enrichments.claim(NOW, LEASE, 1_000);
      claimed += requests.size();
      assertThat(
              enrichments.save(
                  requests.stream()
                      .map(r -> new Enrichment(r.alert().alertId(), Map.of("a", "b"), NOW))
                      .toList()))
          .hasSize(1_000);
    }
    assertThat(claimed).isEqualTo(10_000);
    assertThat(enrichments.claim(LEASE, LEASE, 10)).isEmpty();
  }
}
