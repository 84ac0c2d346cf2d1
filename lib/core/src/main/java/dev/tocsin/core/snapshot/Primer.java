package dev.tocsin.core.snapshot;

/**
 * Something that a function does often and that changes nothing, so that its classes are loaded and
 * compiled before a snapshot is taken.
 */
@FunctionalInterface
public interface Primer {
  void prime();
}
