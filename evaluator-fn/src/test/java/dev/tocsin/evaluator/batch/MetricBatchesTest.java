package dev.tocsin.evaluator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.core.limit.Limit;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricBatchesTest {
  private static final String CUT = "record_bytes: record has 3 bytes: too many";

  /** AWS writes a header's value as an array of signed numbers, Jackson as base64. */
  @Test
  void of_headerOfACut_marksItsRecordAndNoOther() throws IOException {
    assertThat(cuts("{\"tocsin-cut\":%s}".formatted(Arrays.toString(CUT.getBytes(UTF_8)))))
        .containsExactly(
            Optional.of(Truncation.beyond(Limit.RECORD_BYTES, "record has 3 bytes: too many")),
            Optional.empty());
    assertThat(cuts("{\"tocsin-cut\":\"%s\"}".formatted(base64(CUT))).getFirst())
        .hasValueSatisfying(cut -> assertThat(cut.text()).isEqualTo(CUT));
    assertThat(cuts("{\"tocsin-cut\":\"%s\"}".formatted(base64("corrupt_batch: x"))).getFirst())
        .contains(Truncation.corrupt("x"));
  }

  @Test
  void of_headersOfOthers_areNoCuts() throws IOException {
    assertThat(cuts("{\"trace\":[1,2]},{\"tocsin-cut\":[110,111]}")).containsOnly(Optional.empty());
  }

  /** The types are named as in AWS Lambda's documentation, "Using Lambda with Amazon MSK". */
  @Test
  void of_timestampType_tellsTheBrokersTimeFromTheProducers() throws IOException {
    assertThat(records(event(typed(1, "LOG_APPEND_TIME"), typed(2, "CREATE_TIME"), typed(3, ""))))
        .extracting(RawRecord::appendTime)
        .containsExactly(true, false, false);
  }

  private static String typed(int offset, String type) {
    return """
    {"topic":"t","partition":0,"offset":%d,"timestamp":5,"timestampType":"%s","value":"eA=="}\
    """
        .formatted(offset, type);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static List<Optional<Truncation>> cuts(String headers) throws IOException {
    String event =
        event(
            """
            {"topic":"t","partition":0,"offset":1,"value":"eA==","headers":[%s]}\
            """
                .formatted(headers),
            """
            {"topic":"t","partition":0,"offset":2,"value":"eA==","headers":[]}\
            """);
    return records(event).stream().map(RawRecord::cut).toList();
  }

  private static String event(String... records) {
    return """
    {"eventSource":"aws:kafka","records":{"t-0":[%s]}}\
    """
        .formatted(String.join(",", records));
  }

  private static List<RawRecord> records(String event) throws IOException {
    try (ApplicationContext context = ApplicationContext.run()) {
      KafkaEvent read =
          Objects.requireNonNull(
              context.getBean(JsonMapper.class).readValue(event, KafkaEvent.class));
      return MetricBatches.of(read).getFirst().records();
    }
  }
}
