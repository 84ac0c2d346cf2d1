package dev.tocsin.engine.rule;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.time.Instant;

/** A condition that each sample decides, compared with the samples of its key before it. */
public interface PastCondition extends Condition {
  /** How long a key must be without a sample for its past to begin anew. */
  Duration MEMORY = Duration.ofHours(24);

  /** What is known of a key before its first sample. */
  Past unknown();

  /** What {@link Past#write} wrote. */
  Past read(StateReader in);

  /** What a condition remembers of a key's samples. Immutable. */
  interface Past {
    /** The result on a sample that is newer than all that were taken. */
    ConditionResult evaluate(Instant at, double value);

    /** The past once a sample was taken that is newer than all before it. */
    Past with(Instant at, double value);

    void write(StateWriter out);
  }
}
