package dev.tocsin.core.rule.window;

/**
 * What the values of a bucket add up to. Mutable.
 *
 * @param <S> itself
 */
public interface Summary<S extends Summary<S>> {
  /** Takes in another one, whose values came later in time. */
  void merge(S later);
}
