package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Set;

/**
 * Decodes records that hold an {@code ExportMetricsServiceRequest} of OpenTelemetry each, as JSON.
 */
final class OtlpJsonDecoder implements SampleDecoder {
  private final ProtobufJson json = new ProtobufJson();

  private final Set<String> dropped;

  /**
   * @param dropped names of labels that are taken as absent
   */
  OtlpJsonDecoder(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    return RecordSize.tooLarge(value).orElseGet(() -> parsed(value, clock));
  }

  private Decoded parsed(byte[] value, SampleClock clock) {
    if (!SampleText.utf8(value)) {
      return malformed("not valid UTF-8");
    }
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    try {
      json.read(value, request);
    } catch (JsonProcessingException e) {
      return malformed(JsonProblem.of(e, value));
    }
    return OtlpSamples.of(request.build(), new RecordSamples(clock, dropped));
  }

  private static Decoded malformed(String detail) {
    return Decoded.of(
        new Rejected(
            RejectionReason.MALFORMED_JSON,
            "no ExportMetricsServiceRequest in JSON: " + SampleText.shown(detail, 300)));
  }
}
