package dev.tocsin.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that lacks a field which it must have is refused, whichever field it is. */
class MissingFieldTest {
  private static final Pattern TEXT_FIELD = Pattern.compile("\"([a-z_]+)\":\"[^\"]*\",?");
  private static final List<String> MAY_BE_MISSING =
      List.of("runbook_url", "operator", "alertname", "owner");

  static Stream<Arguments> messagesLackingOne() throws IOException {
    List<Arguments> lacking = new ArrayList<>();
    for (String name :
        List.of(
            "AlertChanged_fired", "AlertEnriched", "ApprovalRequested", "RemediationFinished")) {
      String whole = golden(name);
      Matcher field = TEXT_FIELD.matcher(whole);
      while (field.find()) {
        if (!MAY_BE_MISSING.contains(field.group(1))) {
          String rest = whole.substring(0, field.start()) + whole.substring(field.end());
          lacking.add(Arguments.of(name, field.group(1), rest.replace(",}", "}")));
        }
      }
    }
    return lacking.stream();
  }

  @ParameterizedTest(name = "{0} without {1}")
  @MethodSource("messagesLackingOne")
  void read_fieldMissing_isRefused(String message, String field, String json) {
    assertThatThrownBy(() -> ObjectMapper.getDefault().readValue(json, Message.class))
        .as("%s without %s", message, field)
        .isInstanceOf(Exception.class);
  }

  private static String golden(String name) throws IOException {
    String file = "/golden/" + name + "_v1.json";
    try (InputStream golden =
        Objects.requireNonNull(MissingFieldTest.class.getResourceAsStream(file), file)) {
      return new String(golden.readAllBytes(), UTF_8).strip();
    }
  }
}
