package dev.tocsin.routing.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The versions of the configuration, of which the last one activated is in force. */
public interface ConfigurationVersions {
  /** Locks activation until the caller's transaction ends, once no other transaction holds it. */
  void lock();

  /**
   * Keeps the version in force what it is until the caller's transaction ends. Any number may do so
   * at once.
   */
  void hold();

  /** Number of the version in force; 0 when there is none. */
  long activeNumber();

  Optional<ConfigurationVersion> active();

  Optional<ConfigurationVersion> find(long number);

  /** Newest first. */
  List<ConfigurationVersion> newest(int limit);

  /** Adds a version and returns its number. */
  long add(String text, Optional<String> folder, String author, String comment, Instant now);

  void activate(long number, Instant now);
}
