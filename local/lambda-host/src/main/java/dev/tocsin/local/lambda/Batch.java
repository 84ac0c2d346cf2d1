package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The messages of one receipt, in their order.
 *
 * @param queueArn where they come from
 */
record Batch(String queueArn, List<Message> messages) {
  Batch {
    messages = List.copyOf(messages);
  }

  /** The event that a function gets for this batch. */
  SQSEvent event() {
    SQSEvent event = new SQSEvent();
    event.setRecords(messages.stream().map(this::record).toList());
    return event;
  }

  /**
   * The messages that are done, given what the function answered. No answer means that all are. A
   * message of a FIFO group is not done when an earlier one of that group is not. An answer that
   * names an unknown message fails all, as AWS has it.
   */
  List<Message> done(@Nullable SQSBatchResponse response) {
    Optional<Set<String>> failed = failures(response);
    if (failed.isEmpty()) {
      return List.of();
    }
    List<Message> done = new ArrayList<>();
    Set<String> blockedGroups = new HashSet<>();
    for (Message message : messages) {
      Optional<String> group = group(message);
      boolean blocked = group.filter(blockedGroups::contains).isPresent();
      if (blocked || failed.get().contains(message.messageId())) {
        group.ifPresent(blockedGroups::add);
      } else {
        done.add(message);
      }
    }
    return done;
  }

  /** The ids of the failed messages, or nothing when the answer makes no sense. */
  private Optional<Set<String>> failures(@Nullable SQSBatchResponse response) {
    if (response == null || response.getBatchItemFailures() == null) {
      return Optional.of(Set.of());
    }
    Set<String> known = new HashSet<>();
    messages.forEach(message -> known.add(message.messageId()));
    Set<String> failed = new HashSet<>();
    for (SQSBatchResponse.BatchItemFailure failure : response.getBatchItemFailures()) {
      String id = failure == null ? null : failure.getItemIdentifier();
      if (id == null || !known.contains(id)) {
        return Optional.empty();
      }
      failed.add(id);
    }
    return Optional.of(failed);
  }

  private static Optional<String> group(Message message) {
    return Optional.ofNullable(
        message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
  }

  private SQSEvent.SQSMessage record(Message message) {
    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setMd5OfBody(message.md5OfBody());
    record.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
    record.setAttributes(new HashMap<>(message.attributesAsStrings()));
    record.setMessageAttributes(attributes(message));
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(queueArn);
    record.setAwsRegion(queueArn.split(":", -1)[3]);
    return record;
  }

  private static Map<String, SQSEvent.MessageAttribute> attributes(Message message) {
    Map<String, SQSEvent.MessageAttribute> attributes = new HashMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    return attributes;
  }

  private static SQSEvent.MessageAttribute attribute(MessageAttributeValue value) {
    SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
    attribute.setDataType(value.dataType());
    attribute.setStringValue(value.stringValue());
    SdkBytes binary = value.binaryValue();
    if (binary != null) {
      attribute.setBinaryValue(ByteBuffer.wrap(binary.asByteArray()));
    }
    return attribute;
  }
}
