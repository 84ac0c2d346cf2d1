package dev.tocsin.notifier.silence;

import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.routing.silence.Silences;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The silences, read anew when any has changed. */
@Singleton
public class KnownSilences {
  private final SilenceStore store;

  private volatile @Nullable Versioned known;

  KnownSilences(SilenceStore store) {
    this.store = store;
  }

  private record Versioned(long version, Silences silences) {}

  /** The silences as the caller's transaction sees them, in no state in particular. */
  public Silences now() {
    // Before the silences: those of a later version are read again the next time.
    long version = store.version();
    Versioned last = known;
    if (last != null && last.version() == version) {
      return last.silences();
    }
    Silences read = Silences.of(store.all());
    known = new Versioned(version, read);
    return read;
  }
}
