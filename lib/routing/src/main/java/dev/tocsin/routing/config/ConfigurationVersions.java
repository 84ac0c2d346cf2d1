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

  Optional<StoredConfiguration> active();

  Optional<StoredConfiguration> find(long number);

  /** The newest version that was read from a file. */
  Optional<StoredConfiguration> newestOf(String file);

  /** Those with smaller numbers, newest first. */
  List<ConfigurationVersion> before(long number, int limit);

  /**
   * Adds a version and returns its number.
   *
   * @param text encrypted
   */
  long add(
      ConfigurationText text, Optional<String> file, String author, String comment, Instant now);

  void activate(long number, Instant now);
}
