package dev.tocsin.core.outbox;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes to which this process has added events, by transactions that have committed, and which
 * it has not sent since. Safe for use by several threads.
 */
public final class UnsentLanes {
  private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();

  public void add(Collection<Lane> more) {
    lanes.addAll(more);
  }

  /** Takes all of them away. */
  public Set<Lane> take() {
    Set<Lane> taken = new TreeSet<>();
    for (Iterator<Lane> all = lanes.iterator(); all.hasNext(); ) {
      taken.add(all.next());
      all.remove();
    }
    return taken;
  }
}
