package dev.tocsin.core.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works off a batch of a FIFO queue's messages, keeping the order within each group. */
public final class GroupedMessages {
  private GroupedMessages() {}

  /** A message that was not taken. */
  public sealed interface Failed<M> {
    M message();

    /** Its work threw. */
    record Broken<M>(M message, RuntimeException why) implements Failed<M> {}

    /** An earlier message of its group had failed. */
    record Behind<M>(M message) implements Failed<M> {}
  }

  /**
   * Gives each message to {@code work}. Once that throws, the later messages of the same group are
   * not worked on either; those of other groups are.
   *
   * @return the messages that must come again, in order
   */
  public static <M> List<Failed<M>> work(
      List<M> messages, Function<M, String> group, Consumer<M> work) {
    Set<String> stopped = new HashSet<>();
    List<Failed<M>> failed = new ArrayList<>();
    for (M message : messages) {
      String of = group.apply(message);
      if (stopped.contains(of)) {
        failed.add(new Failed.Behind<>(message));
        continue;
      }
      try {
        work.accept(message);
      } catch (RuntimeException why) {
        stopped.add(of);
        failed.add(new Failed.Broken<>(message, why));
      }
    }
    return failed;
  }
}
