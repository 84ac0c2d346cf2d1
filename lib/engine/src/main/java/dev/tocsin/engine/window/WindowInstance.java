package dev.tocsin.engine.window;

import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;

/**
 * What is known of one key of a scheduled rule: its state, and as bytes what is remembered of its
 * samples, behind which the samples stand that wait. There may be a million of them, so that it is
 * few objects.
 */
final class WindowInstance {
  private static final byte[] NOTHING = {};

  /** Its fingerprint. */
  final long name;

  AlertKeyState state = AlertKeyState.NONE;
  boolean isCounted;

  /** Whether its condition remembers samples, or it is expected. */
  boolean isKnown;

  /** How many series have a sample in a window still to be evaluated. */
  int seriesInWindow;

  /** Whether it has samples that no evaluation time has looked at. */
  boolean hasNew;

  private boolean isIdle;

  /** The first {@code size} bytes are in use. */
  private byte[] memory = NOTHING;

  private int size;

  /**
   * @param isIdle whether no evaluation time has a result on a key that never had a sample
   */
  WindowInstance(long name, boolean isIdle) {
    this.name = name;
    this.isIdle = isIdle;
  }

  /** Replaces what is remembered by what was written. */
  void remember(StateWriter written, boolean isIdle) {
    this.isIdle = isIdle;
    size = written.size();
    if (size > memory.length || memory.length - size > 16 + size / 32) {
      memory = size == 0 ? NOTHING : new byte[size];
    }
    written.copyInto(memory, 0);
  }

  /** Adds a sample to what is remembered. */
  void add(StateWriter sample) {
    isIdle = false;
    hasNew = true;
    int more = size + sample.size();
    if (more > memory.length) {
      memory = Arrays.copyOf(memory, more + more / 32);
    }
    sample.copyInto(memory, size);
    size = more;
  }

  /** Lets a reader read what is remembered. */
  void recall(StateReader in) {
    in.over(memory, size);
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Whether no later evaluation time has a result unless another sample comes. */
  boolean isIdle() {
    return isIdle;
  }

  /** Whether nothing is known of it, as of one that never had a sample. */
  boolean isUnknown() {
    return isEmpty() && state.phase() == Phase.NONE;
  }

  /** Writes all but its name and state. */
  void write(StateWriter out) {
    out.count(8L * seriesInWindow + (hasNew ? 4 : 0) + (isKnown ? 2 : 0) + (isIdle ? 1 : 0));
    out.bytes(memory, size);
  }

  /** Takes in what was written. */
  void read(StateReader in) {
    int written = in.count();
    isIdle = (written & 1) != 0;
    isKnown = (written & 2) != 0;
    hasNew = (written & 4) != 0;
    seriesInWindow = written >>> 3;
    memory = in.bytes();
    size = memory.length;
  }
}
