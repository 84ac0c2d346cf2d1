package dev.tocsin.local.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.replay.TransitionLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Transitions as JSON objects, one on each line (docs/rules.md, "Backtests"). */
final class TransitionLines implements Closeable {
  private final JsonGenerator json;
  private final Map<RuleId, Long> counts = new HashMap<>();

  TransitionLines(JsonFactory factory, PrintWriter out) throws IOException {
    json = factory.createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  void write(TransitionLine line) {
    counts.merge(line.ruleId(), 1L, Long::sum);
    Transition transition = line.transition();
    try {
      json.writeStartObject();
      json.writeStringField("at", Rfc3339.format(transition.at()));
      json.writeStringField("rule_id", line.ruleId().value());
      json.writeStringField("fingerprint", line.labels().fingerprint().toString());
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : line.labels().asMap().entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
      json.writeStringField("from", transition.from().code());
      json.writeStringField("to", transition.to().code());
      json.writeStringField("reason", transition.reason().code());
      json.writeFieldName("value");
      Double value = transition.value();
      if (value == null) {
        json.writeNull();
      } else {
        json.writeNumber(value);
      }
      json.writeNumberField("fire_count", line.fireCount());
      Optional<AlertKeyState.Firing> firing = transition.firing();
      json.writeStringField("dedup_key", firing.map(last -> last.dedupKey().value()).orElse(null));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void flush() throws IOException {
    if (!counts.isEmpty()) {
      json.writeRaw('\n');
    }
    json.flush();
  }

  /** How many transitions each rule had. */
  Map<RuleId, Long> counts() {
    return Map.copyOf(counts);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
