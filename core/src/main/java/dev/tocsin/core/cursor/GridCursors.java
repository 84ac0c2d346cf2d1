package dev.tocsin.core.cursor;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Up to which grid point each shard of each rule group has been judged. */
public interface GridCursors {
  /**
   * Locks a shard's cursor until the caller's transaction ends.
   *
   * @return the last grid point judged, {@link Instant#EPOCH} if none was; nothing when another
   *     transaction holds it
   */
  Optional<Instant> claim(String group, int shard);

  /** Writes cursors forward; one that is further already stays. */
  void judged(String group, Collection<Integer> shards, Instant gridPoint);

  /** The last grid point judged of each shard of a group; shards never judged are left out. */
  Map<Integer, Instant> judged(String group);
}
