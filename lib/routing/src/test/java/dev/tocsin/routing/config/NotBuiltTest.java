package dev.tocsin.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.config.reader.RoutingFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotBuiltTest {
  private static List<String> sentences(String route) {
    String text =
        """
        receivers:
        - {name: hook, webhook_configs: [{url: http://x}]}
        - {name: template, webhook_configs: [{url: http://x, payload: {a: b}}]}
        - {name: chat, slack_configs: [{api_url: http://s}, {api_url: http://t}], webhook_configs: [{url: http://x}]}
        - {name: none}
        """;
    return RoutingFile.read(
            new SourceFile("am.yml", text + "route: " + route),
            ReadingOptions.LOCAL_FILE,
            new Problems())
        .map(NotBuilt::sentences)
        .orElseThrow();
  }

  @Test
  void sentences_receiversThatNoRouteUses_areNone() {
    assertThat(sentences("{receiver: hook, routes: [{receiver: none}]}")).isEmpty();
  }

  @Test
  void sentences_usedAnywhereInTheTree_nameReceiverAndKindOnce() {
    assertThat(
            sentences(
                "{receiver: hook, routes: [{routes: [{receiver: chat}]}, {receiver: template}]}"))
        .containsExactly(
            "receiver \"chat\" has slack_configs, which Tocsin cannot deliver to yet, and a route uses it",
            "receiver \"template\" has a webhook with \"payload\", which Tocsin cannot deliver to yet,"
                + " and a route uses it");
  }
}
