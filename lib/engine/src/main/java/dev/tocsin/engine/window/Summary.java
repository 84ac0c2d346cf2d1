package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/**
 * What the values of a bucket add up to. Mutable.
 *
 * @param <S> itself
 */
public interface Summary<S extends Summary<S>> {
  /** Becomes a summary of no values. */
  void clear();

  /** Takes in another one, whose values came later in time. */
  void merge(S later);

  void write(StateWriter out);

  /** Takes in what was written. */
  void read(StateReader in);
}
