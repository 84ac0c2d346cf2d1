package dev.tocsin.engine.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.PastCondition;
import dev.tocsin.engine.rule.PastCondition.Past;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of the samples of a key that is evaluated per sample, as a row keeps it.
 *
 * @param newest the time of the newest sample that was evaluated, that sample's own; {@link
 *     #BEFORE_ALL} when none was
 * @param ignored the samples that were ignored
 * @param past what the condition remembers, if it does
 */
record StoredPast(Instant newest, Ignored ignored, Optional<Past> past) {
  /** Before all times that samples may have. */
  private static final Instant BEFORE_ALL = Instant.EPOCH.minusMillis(1);

  /** Of a key of which no sample was evaluated. */
  static StoredPast none(Condition condition) {
    return new StoredPast(
        BEFORE_ALL,
        Ignored.NONE,
        condition instanceof PastCondition remembers
            ? Optional.of(remembers.unknown())
            : Optional.empty());
  }

  static StoredPast read(Optional<ByteString> bytes, Condition condition) {
    if (bytes.isEmpty()) {
      return none(condition);
    }
    StateReader in = new StateReader(bytes.get());
    Instant newest = Instant.ofEpochMilli(in.epoch());
    Ignored ignored = new Ignored(in.span(), in.span(), 0);
    return new StoredPast(
        newest,
        ignored,
        condition instanceof PastCondition remembers
            ? Optional.of(remembers.read(in))
            : Optional.empty());
  }

  ByteString write() {
    StateWriter out = new StateWriter(newest.toEpochMilli());
    out.count(ignored.outOfOrder());
    out.count(ignored.duplicates());
    past.ifPresent(known -> known.write(out));
    return out.toBytes();
  }

  /**
   * What of it stays with a key in a state: what a condition remembers stays whatever the state is,
   * while other keys are healthy when they are not alive, and keep no time.
   */
  Optional<ByteString> keptBy(AlertKeyState state) {
    boolean stays =
        past.isPresent() || state.alive() || (state.phase() != Phase.NONE && !ignored.isEmpty());
    return stays ? Optional.of(write()) : Optional.empty();
  }

  /** When it is to be forgotten unless a sample comes; nothing of a rule that remembers no past. */
  static Optional<Instant> end(Optional<ByteString> bytes, Rule rule) {
    return rule.condition() instanceof PastCondition
        ? bytes
            .map(past -> new StateReader(past).epoch())
            .map(newest -> Instant.ofEpochMilli(newest).plus(PastCondition.MEMORY))
        : Optional.empty();
  }
}
