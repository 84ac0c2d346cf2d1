package dev.tocsin.engine.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.rule.PastCondition;
import dev.tocsin.engine.rule.PastCondition.Past;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Instant;
import java.util.Optional;

/** What a condition remembers of a key, as a row keeps it. */
final class StoredPast {
  private StoredPast() {}

  static ByteString write(Past past) {
    StateWriter out = new StateWriter(past.newest().toEpochMilli());
    past.write(out);
    return out.toBytes();
  }

  static Past read(PastCondition condition, ByteString bytes) {
    return condition.read(new StateReader(bytes));
  }

  /** When it is to be forgotten unless a sample comes; nothing of a rule that keeps no past. */
  static Optional<Instant> end(Optional<ByteString> past, Rule rule) {
    return rule.condition() instanceof PastCondition condition
        ? past.map(bytes -> read(condition, bytes).newest().plus(PastCondition.MEMORY))
        : Optional.empty();
  }
}
