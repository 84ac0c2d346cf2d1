package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.setting.Topic;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorSettingsTest {
  private static EvaluatorSettings settings(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("tocsin.function", EvaluatorContext.NAME);
    try (ApplicationContext context = ApplicationContext.run(all)) {
      return context.getBean(EvaluatorSettings.class);
    }
  }

  @Test
  void format_nothingSet_isJson() {
    assertThat(settings(Map.of()).format("gds.metrics.production")).isEqualTo(Topic.Format.JSON);
  }

  @Test
  void format_oneForAll_isThatOfEachTopic() {
    EvaluatorSettings settings =
        settings(Map.of("tocsin.evaluator.topics", "a,b", "tocsin.evaluator.formats", "json"));

    assertThat(settings.format("a")).isEqualTo(Topic.Format.JSON);
    assertThat(settings.format("b")).isEqualTo(Topic.Format.JSON);
  }

  @Test
  void format_unknownTopic_isRefused() {
    assertThatThrownBy(() -> settings(Map.of("tocsin.evaluator.topics", "a,b")).format("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topic \"c\" is none of tocsin.evaluator.topics, [a, b]");
  }

  @Test
  void formats_neitherOneNorOneForEachTopic_areRefused() {
    Map<String, Object> properties =
        Map.of("tocsin.evaluator.topics", "a,b,c", "tocsin.evaluator.formats", "json,json");

    assertThatThrownBy(() -> settings(properties))
        .hasStackTraceContaining(
            "tocsin.evaluator.formats has 2 formats for 3 topics; it must have one, or one for each");
  }
}
