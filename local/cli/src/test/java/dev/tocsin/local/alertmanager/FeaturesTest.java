package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
  @ParameterizedTest
  @CsvSource({
    "'', UTF8_THEN_CLASSIC",
    "classic-mode, CLASSIC",
    "utf8-strict-mode, UTF8",
    "'receiver-name-in-metrics,classic-mode', CLASSIC",
  })
  void matchers_areInTheSyntaxThatIsAskedFor(String text, MatcherSyntax syntax) {
    assertThat(Features.of(List.of(text)).matchers()).isEqualTo(syntax);
  }

  @Test
  void of_severalTexts_takesAllOfThem() {
    Features features =
        Features.of(List.of("receiver-name-in-metrics", "event-recorder,auto-gomemlimit"));
    assertThat(features.receiverNames()).isTrue();
    assertThat(features.withoutEffect())
        .containsExactly(Feature.AUTO_GOMEMLIMIT, Feature.EVENT_RECORDER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "utf8|--enable-feature has \"utf8\", which is no feature: there are classic-mode,",
        "classic-mode,utf8-strict-mode|--enable-feature has both classic-mode and utf8-strict-mode",
      })
  void of_namesThatCannotBe_isRefused(String text, String sentence) {
    assertThatThrownBy(() -> Features.of(List.of(text)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(sentence);
  }
}
