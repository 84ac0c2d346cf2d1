package dev.tocsin.core.delivery;

import dev.tocsin.core.delivery.Subject.GroupFlush;

/** Decides whether a flush that waited is still to be sent. */
@FunctionalInterface
public interface Reconsider {
  /**
   * The decision from what both say: a flush is needed when an alert fires that the accepted one
   * did not name as firing, when the last firing alert has ended, or when a resolved alert is to be
   * notified that the accepted one did not name. A repetition is not: the integration has just
   * heard.
   */
  Reconsider BY_CONTENT =
      (waiting, accepted) -> {
        GroupNotice notified = accepted.notice();
        GroupNotice news = waiting.notice();
        if (!notified.firing().containsAll(news.firing())) {
          return true;
        }
        return news.firing().isEmpty()
            ? !notified.firing().isEmpty()
            : waiting.notifiesResolved() && !notified.resolved().containsAll(news.resolved());
      };

  /**
   * @param waiting the later flush
   * @param accepted the earlier one of the same group, which the integration has accepted
   */
  boolean needed(GroupFlush waiting, GroupFlush accepted);
}
