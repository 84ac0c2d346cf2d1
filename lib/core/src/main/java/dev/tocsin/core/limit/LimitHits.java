package dev.tocsin.core.limit;

/** Counts how often each limit refused or cut something. */
@FunctionalInterface
public interface LimitHits {
  /** Counts nothing. */
  LimitHits NONE = limit -> {};

  /** The limit refused or cut something once. */
  void hit(Limit limit);
}
