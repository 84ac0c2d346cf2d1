package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.time.Instant;

/**
 * Decodes records that hold an {@code ExportMetricsServiceRequest} of OpenTelemetry each, as JSON.
 */
final class OtlpJsonDecoder implements SampleDecoder {
  private final ProtobufJson json = new ProtobufJson();

  @Override
  public Decoded decode(byte[] value, Instant now) {
    return RecordSize.tooLarge(value).orElseGet(() -> parsed(value, now));
  }

  private Decoded parsed(byte[] value, Instant now) {
    if (!SampleText.utf8(value)) {
      return malformed("not valid UTF-8");
    }
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    try {
      json.read(value, request);
    } catch (JsonProcessingException e) {
      return malformed(JsonFault.of(e, value));
    }
    return OtlpSamples.of(request.build(), now);
  }

  private static Decoded malformed(String detail) {
    return Decoded.of(
        new Rejected(
            RejectionReason.MALFORMED_JSON,
            "no ExportMetricsServiceRequest in JSON: " + SampleText.shown(detail, 300)));
  }
}
