package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import java.util.Iterator;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are known of one scheduled rule, and how many of them count towards its limit:
 * those that are pending, firing or resolved, and those that have samples in a window. Not for
 * several threads.
 */
final class CountedInstances implements Iterable<WindowInstance> {
  private final Rule rule;
  private final boolean countsWhileKnown;
  private final WindowStateCodec memory;
  private final WindowInstanceTable keys = new WindowInstanceTable();
  private IntSupplier elsewhere = () -> 0;
  private int counted;

  CountedInstances(Rule rule, ScheduledCondition condition, WindowStateCodec memory) {
    this.rule = rule;
    this.countsWhileKnown = condition.countsWhileKnown();
    this.memory = memory;
  }

  /** How many of the rule's keys are elsewhere and count towards its limit: asked at new keys. */
  void countElsewhere(IntSupplier keysElsewhere) {
    elsewhere = keysElsewhere;
  }

  /** Whether the rule has as many keys as it may have. */
  boolean isFull() {
    return counted >= rule.maxKeys() - elsewhere.getAsInt();
  }

  /** How many keys count. */
  int counted() {
    return counted;
  }

  /** The key of this name; null when it is not known. */
  @Nullable WindowInstance find(Fingerprint name) {
    return keys.find(name.value());
  }

  /** The key of this name, made known if it was not. */
  WindowInstance findOrAdd(Fingerprint name) {
    WindowInstance known = find(name);
    if (known != null) {
      return known;
    }
    WindowInstance key = memory.unknown(name);
    keys.add(key);
    return key;
  }

  /** Makes a key known that was not. */
  void add(WindowInstance key) {
    keys.add(key);
  }

  /** Counts a key, or no longer counts it, after it changed. */
  void recount(WindowInstance key) {
    boolean counts = key.state.phase() != Phase.NONE || countsWhileKnown || key.seriesCount() > 0;
    if (counts != key.isCounted) {
      key.isCounted = counts;
      counted += counts ? 1 : -1;
    }
  }

  /** Lets go of the keys of which nothing is known any more, and counts the others anew. */
  void dropUnknown() {
    for (WindowInstance key : keys) {
      recount(key);
      if (key.isUnknown() && key.isCounted) {
        key.isCounted = false;
        counted--;
      }
    }
    keys.removeIf(WindowInstance::isUnknown);
  }

  @Override
  public Iterator<WindowInstance> iterator() {
    return keys.iterator();
  }
}
