package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class BatchTest {
  private static final String ARN = "arn:aws:sqs:elasticmq:000000000000:events.fifo";

  private final Batch fifo =
      new Batch(
          ARN, List.of(inGroup("1", "a"), inGroup("2", "b"), inGroup("3", "a"), inGroup("4", "b")));
  private final Batch standard = new Batch(ARN, List.of(message("1"), message("2"), message("3")));

  @Test
  void done_noAnswerOrAnEmptyOne_isAll() {
    assertThat(ids(standard.done(null))).containsExactly("1", "2", "3");
    assertThat(ids(standard.done(new SQSBatchResponse()))).containsExactly("1", "2", "3");
    assertThat(ids(standard.done(failing()))).containsExactly("1", "2", "3");
  }

  @Test
  void done_standardQueue_isAllButTheNamed() {
    assertThat(ids(standard.done(failing("2")))).containsExactly("1", "3");
  }

  @Test
  void done_fifoQueue_blocksTheRestOfTheFailedGroupOnly() {
    assertThat(ids(fifo.done(failing("1")))).containsExactly("2", "4");
    assertThat(ids(fifo.done(failing("4")))).containsExactly("1", "2", "3");
  }

  @Test
  void done_anAnswerThatNamesAnUnknownMessage_isNothing() {
    assertThat(standard.done(failing("9"))).isEmpty();
    assertThat(standard.done(failing(""))).isEmpty();
  }

  @Test
  void event_carriesAllThatAwsSends() {
    Message message =
        Message.builder()
            .messageId("1")
            .receiptHandle("handle")
            .body("{}")
            .md5OfBody("99914b932bd37a50b983c5e7c90ae93b")
            .md5OfMessageAttributes("0")
            .attributes(
                Map.of(
                    MessageSystemAttributeName.MESSAGE_GROUP_ID, "7",
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"))
            .messageAttributes(
                Map.of(
                    "kind",
                        MessageAttributeValue.builder().dataType("String").stringValue("x").build(),
                    "raw",
                        MessageAttributeValue.builder()
                            .dataType("Binary")
                            .binaryValue(SdkBytes.fromUtf8String("bytes"))
                            .build()))
            .build();

    SQSMessage record = new Batch(ARN, List.of(message)).event().getRecords().getFirst();

    assertThat(record.getMessageId()).isEqualTo("1");
    assertThat(record.getReceiptHandle()).isEqualTo("handle");
    assertThat(record.getBody()).isEqualTo("{}");
    assertThat(record.getMd5OfBody()).startsWith("9991");
    assertThat(record.getEventSource()).isEqualTo("aws:sqs");
    assertThat(record.getEventSourceArn()).isEqualTo(ARN);
    assertThat(record.getAwsRegion()).isEqualTo("elasticmq");
    assertThat(record.getAttributes())
        .containsOnly(Map.entry("MessageGroupId", "7"), Map.entry("ApproximateReceiveCount", "2"));
    assertThat(record.getMessageAttributes())
        .hasEntrySatisfying("kind", kind -> assertThat(kind.getStringValue()).isEqualTo("x"))
        .hasEntrySatisfying(
            "raw",
            raw ->
                assertThat(raw.getBinaryValue().array())
                    .isEqualTo("bytes".getBytes(StandardCharsets.UTF_8)));
  }

  private static SQSBatchResponse failing(String... ids) {
    return new SQSBatchResponse(Arrays.stream(ids).map(BatchItemFailure::new).toList());
  }

  private static Message message(String id) {
    return Message.builder().messageId(id).receiptHandle(id).body(id).build();
  }

  private static Message inGroup(String id, String group) {
    return message(id).toBuilder()
        .attributes(Map.of(MessageSystemAttributeName.MESSAGE_GROUP_ID, group))
        .build();
  }

  private static List<String> ids(List<Message> messages) {
    return messages.stream().map(Message::messageId).toList();
  }
}
