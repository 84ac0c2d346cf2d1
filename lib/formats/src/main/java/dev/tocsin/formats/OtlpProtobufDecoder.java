package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Set;

/** Decodes records that hold an {@code ExportMetricsServiceRequest} of OpenTelemetry each. */
final class OtlpProtobufDecoder implements SampleDecoder {
  private final Set<String> dropped;

  /**
   * @param dropped names of labels that are taken as absent
   */
  OtlpProtobufDecoder(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    return RecordSize.tooLarge(value).orElseGet(() -> parsed(value, clock));
  }

  private Decoded parsed(byte[] value, SampleClock clock) {
    try {
      return OtlpSamples.of(
          ExportMetricsServiceRequest.parseFrom(value), new RecordSamples(clock, dropped));
    } catch (InvalidProtocolBufferException e) {
      return Decoded.of(
          new Rejected(
              RejectionReason.MALFORMED_PROTOBUF,
              "no ExportMetricsServiceRequest: " + e.getMessage()));
    }
  }

  /** The record that says what a JSON object of {@code otlp_json} says. */
  static byte[] record(byte[] json) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    try {
      new ProtobufJson().read(json, request);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no request in JSON", e);
    }
    return request.build().toByteArray();
  }
}
