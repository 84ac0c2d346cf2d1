package dev.tocsin.core.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {
  private static final String GOOD =
      """
      remediations:
        - id: clear_temp
          name: Clear temporary files
          action:
            type: http
            method: PUT
            url: "http://127.0.0.1:8080/clean/{{instance_id}}?mount={{labels.mount}}"
            headers: {Authorization: Bearer abc}
            body: '{"mount": "{{labels.mount}}"}'
          alert_rules: [disk_high, disk_critical]
          requires_approval: true
          approval: link
          max_attempts: 3
          cooldown: 24h
        - id: restart
          name: Restart
          action: {type: http, url: "https://ops/restart"}
          alert_rules: [agent_down]
      """;

  @Test
  void read_allFields_andDefaults() {
    Problems problems = new Problems();
    Catalogue catalogue = CatalogueReader.read("c.yaml", GOOD, problems).orElseThrow();
    assertThat(catalogue.remediations())
        .containsExactly(
            new Remediation(
                "clear_temp",
                "Clear temporary files",
                new HttpAction(
                    "PUT",
                    Template.parse(
                        "http://127.0.0.1:8080/clean/{{instance_id}}?mount={{labels.mount}}"),
                    Map.of("Authorization", "Bearer abc"),
                    Optional.of(Template.parse("{\"mount\": \"{{labels.mount}}\"}"))),
                List.of("disk_high", "disk_critical"),
                true,
                3,
                Duration.ofDays(1)),
            new Remediation(
                "restart",
                "Restart",
                new HttpAction(
                    "POST", Template.parse("https://ops/restart"), Map.of(), Optional.empty()),
                List.of("agent_down"),
                false,
                1,
                Duration.ofHours(1)));
    assertThat(catalogue.forRule("disk_critical"))
        .extracting(Remediation::id)
        .containsExactly("clear_temp");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void read_nothing_isAnEmptyCatalogue() {
    assertThat(CatalogueReader.read("c.yaml", "# nothing\n", new Problems()))
        .hasValue(Catalogue.EMPTY);
  }

  @Test
  void read_manyProblems_allAreReportedWithTheirPlaces() {
    Problems problems = new Problems();
    String text =
        """
        remediations:
          - id: Bad Id
            name: One
            action: {type: ssm, url: "ftp://h/"}
            alert_rules: []
          - id: two
            action:
              type: http
              method: TRACE
              url: "http://{{labels.host}}/x"
              headers: {Host: h}
              body: '{"a": {{labels.a}}}'
            alert_rules: [r]
            requires_approval: true
            max_attempts: 0
            cooldown: soon
            colour: red
          - id: two
            name: Two again
            action: {type: http, url: "http://h/"}
            alert_rules: [r]
            approval: link
        """;
    assertThat(CatalogueReader.read("c.yaml", text, problems)).isEmpty();
    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly(
            "c.yaml:2:9: id must be 1 to 64 of a-z 0-9 _, not \"Bad Id\"",
            "c.yaml:4:20: type must be one of http, not \"ssm\"",
            "c.yaml:4:30: url must be an absolute http or https URL",
            "c.yaml:5:18: alert_rules must name at least one rule",
            "c.yaml:6:5: a remediation has no \"name\"",
            "c.yaml:9:15: method must be one of DELETE, GET, PATCH, POST, PUT, not \"TRACE\"",
            "c.yaml:10:12: url may refer to labels only in its path and query",
            "c.yaml:11:16: the header Host cannot be set here",
            "c.yaml:12:13: body may refer to labels only within JSON strings",
            "c.yaml:14:24: requires_approval needs \"approval: link\": whoever has the link decides",
            "c.yaml:15:19: max_attempts must be a whole number from 1 to 100000, not the number 0",
            "c.yaml:16:15: cooldown must be a time such as 250ms, 90s, 5m, 1h30m or 2d, or a number"
                + " of seconds, not the text \"soon\"",
            "c.yaml:17:5: unknown field \"colour\" in a remediation: known are id, name, action,"
                + " alert_rules, requires_approval, approval, max_attempts, cooldown",
            "c.yaml:18:9: id \"two\" stands here a second time: the first is at c.yaml:6:9",
            "c.yaml:22:15: approval has no meaning without \"requires_approval: true\"");
  }
}
