package dev.tocsin.core.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentTest {
  @ParameterizedTest
  @CsvSource({
    "https://g, web-1, https://g/d/instance-health?var-instance=web-1&from=now-1h&to=now",
    "https://g/x/, web-1, https://g/x/d/instance-health?var-instance=web-1&from=now-1h&to=now",
    "https://g, a b&c=d/ü+#, "
        + "https://g/d/instance-health?var-instance=a%20b%26c%3Dd%2F%C3%BC%2B%23&from=now-1h&to=now"
  })
  void dashboardLink_table(String base, String instance, String link) {
    assertThat(DashboardLink.of(base, instance)).isEqualTo(link);
  }

  @Test
  void merge_oneSourceFailed_standsBesideWhatOthersFound() {
    assertThat(
            SourceAnswer.merge(
                List.of(
                    new SourceAnswer.Found(Map.of("dashboard_url", "https://g")),
                    new SourceAnswer.Failed("cmdb", "no answer within PT1S"))))
        .isEqualTo(Map.of("dashboard_url", "https://g", "cmdb_error", "no answer within PT1S"));
  }

  @Test
  void merge_longText_isCut() {
    assertThat(SourceAnswer.merge(List.of(new SourceAnswer.Found(Map.of("a", "🚨".repeat(3_000))))))
        .containsEntry("a", "🚨".repeat(2_000));
  }

  @Test
  void read_inventory_byInstance() {
    Problems problems = new Problems();
    Cmdb cmdb =
        CmdbReader.read(
                "cmdb.yaml",
                """
                assets:
                  web-1: {owner: jo, team: platform, environment: production}
                  web-2:
                    team: shop
                """,
                problems)
            .orElseThrow();
    assertThat(cmdb.find("web-1").orElseThrow().fields())
        .isEqualTo(Map.of("owner", "jo", "team", "platform", "environment", "production"));
    assertThat(cmdb.find("web-2"))
        .hasValue(new Asset(Optional.empty(), Optional.of("shop"), Optional.empty()));
    assertThat(cmdb.find("web-3")).isEmpty();
  }

  @Test
  void read_problems_allAtOnce() {
    Problems problems = new Problems();
    assertThat(
            CmdbReader.read(
                "cmdb.yaml",
                """
                assets:
                  web-1: {owner: 7, teem: x}
                  web-2: none
                """,
                problems))
        .isEmpty();
    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly(
            "cmdb.yaml:2:18: owner must be a text, not the number 7: write \"7\"",
            "cmdb.yaml:2:21: unknown field \"teem\" in an asset: did you mean \"team\"?",
            "cmdb.yaml:3:10: an asset must be a map of fields, not the text \"none\"");
  }
}
