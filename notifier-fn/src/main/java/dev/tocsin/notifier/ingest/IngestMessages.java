package dev.tocsin.notifier.ingest;

import dev.tocsin.notifier.wake.WakeDelivery;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages of the notify queue, each in a transaction of its own. When one fails, so do all
 * later ones of its group, which must not overtake it.
 */
@Singleton
public class IngestMessages {
  private static final Logger LOG = LoggerFactory.getLogger(IngestMessages.class);

  private final IngestTransaction transaction;
  private final WakeDelivery wake;
  private final AtomicBoolean failing = new AtomicBoolean();

  IngestMessages(IngestTransaction transaction, WakeDelivery wake) {
    this.transaction = transaction;
    this.wake = wake;
  }

  /** Takes messages in order and returns the ids of those that must come again. */
  public List<String> run(List<QueuedMessage> messages) {
    Set<String> brokenGroups = new HashSet<>();
    List<String> failed = new ArrayList<>();
    int taken = 0;
    for (QueuedMessage message : messages) {
      if (brokenGroups.contains(message.group())) {
        failed.add(message.id());
        continue;
      }
      try {
        taken += transaction.take(message.body());
        goesWell();
      } catch (RuntimeException e) {
        fails(message, e);
        brokenGroups.add(message.group());
        failed.add(message.id());
      }
    }
    if (taken > 0) {
      wake.now();
    }
    return failed;
  }

  private void fails(QueuedMessage message, RuntimeException e) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("cannot take message {}, which will come again: {}", message.id(), e.toString());
      LOG.debug("what broke", e);
    }
  }

  private void goesWell() {
    if (failing.compareAndSet(true, false)) {
      LOG.info("messages are taken again");
    }
  }
}
