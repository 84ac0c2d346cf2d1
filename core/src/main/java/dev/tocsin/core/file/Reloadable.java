package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Faults;
import dev.tocsin.core.yaml.Position;
import java.util.Optional;

/** What a file says, or, while it has faults, what it said when it had none. */
public final class Reloadable<T> {
  private final TextFile file;
  private final Reader<T> reader;
  private volatile T current;

  /** Makes a value of a text, or adds faults. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String file, String text, Faults faults);
  }

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalStateException with all faults, a line each, when it has any
   */
  public Reloadable(TextFile file, Reader<T> reader) {
    this.file = file;
    this.reader = reader;
    Faults faults = new Faults();
    this.current = read(faults).orElseThrow(() -> new IllegalStateException(faults.toString()));
  }

  public T current() {
    return current;
  }

  /** Reads the file again, and returns what is wrong with it; then nothing changes. */
  public Faults reload() {
    Faults faults = new Faults();
    read(faults).ifPresent(value -> current = value);
    return faults;
  }

  private Optional<T> read(Faults faults) {
    String text;
    try {
      text = file.text();
    } catch (RuntimeException unreadable) {
      faults.add(Position.startOf(file.name()), "cannot be read: " + unreadable.getMessage());
      return Optional.empty();
    }
    return reader.read(file.name(), text, faults);
  }
}
