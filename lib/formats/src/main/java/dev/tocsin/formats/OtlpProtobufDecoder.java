package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.time.Instant;

/** Decodes records that hold an {@code ExportMetricsServiceRequest} of OpenTelemetry each. */
final class OtlpProtobufDecoder implements SampleDecoder {
  @Override
  public Decoded decode(byte[] value, Instant now) {
    return RecordSize.tooLarge(value).orElseGet(() -> parsed(value, now));
  }

  private static Decoded parsed(byte[] value, Instant now) {
    try {
      return OtlpSamples.of(ExportMetricsServiceRequest.parseFrom(value), now);
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
