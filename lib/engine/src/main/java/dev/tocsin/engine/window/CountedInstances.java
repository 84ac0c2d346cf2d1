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
 * those that are pending, firing or resolved, those that have samples in a window, and those that
 * are evaluated for as long as they are known. Not for several threads.
 */
final class CountedInstances implements Iterable<WindowInstance> {
  private final Rule rule;
  private final boolean countsWhileKnown;
  private final RecalledInstance recalled;
  private final WindowInstanceTable keys = new WindowInstanceTable();
  private IntSupplier elsewhere = () -> 0;
  private int counted;

  CountedInstances(Rule rule, ScheduledCondition condition, RecalledInstance recalled) {
    this.rule = rule;
    this.countsWhileKnown = condition.countsWhileKnown();
    this.recalled = recalled;
  }

  /** How many of the rule's keys are elsewhere and count towards its limit: asked at new keys. */
  void countElsewhere(IntSupplier keysElsewhere) {
    elsewhere = keysElsewhere;
  }

  /** How many further keys the rule may have; less than 0 when it has too many. */
  int room() {
    return rule.maxKeys() - elsewhere.getAsInt() - counted;
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
    WindowInstance key = recalled.unknown(name);
    keys.add(key);
    return key;
  }

  /** Counts a key, or no longer counts it, after it changed. */
  void recount(WindowInstance key) {
    boolean counts =
        key.state.phase() != Phase.NONE
            || key.seriesInWindow > 0
            || (countsWhileKnown && key.isKnown);
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
