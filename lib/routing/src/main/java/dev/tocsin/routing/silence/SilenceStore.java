package dev.tocsin.routing.silence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The silences. */
public interface SilenceStore {
  /** Grows with every change of any silence. */
  long version();

  List<Silence> all();

  /** How many there are, expired ones included. */
  int count();

  Optional<Silence> find(UUID id);

  /** Locks all changes of silences until the caller's transaction ends. */
  void lock();

  void save(Collection<Silence> silences);

  /** Forgets silences that ended before a time. Returns how many. */
  int forget(Instant endedBefore);
}
