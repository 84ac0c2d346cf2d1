package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What files say, or, while they have faults, what they said when they had none. They are read when
 * they are first asked about, and anew when they hold something else.
 */
public final class Reloadable<T> {
  private final TextFiles files;
  private final FilesReader<T> reader;
  private final Consumer<Problems> complaints;

  private volatile @Nullable T good;
  private volatile @Nullable Snapshot snapshot;
  private volatile @Nullable Problems unreadable;
  private volatile String complained = "";

  /** Makes a value of a text, or adds faults. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String file, String text, Problems faults);
  }

  /** Makes a value of several files, or adds faults. */
  @FunctionalInterface
  public interface FilesReader<T> {
    Optional<T> read(List<SourceFile> files, Problems faults);
  }

  private record Snapshot(List<SourceFile> files, Problems faults) {}

  /** One file whose faults nobody wants to be notified of unasked. */
  public Reloadable(TextFile file, Reader<T> reader) {
    this(file, reader, faults -> {});
  }

  /** One file; see {@link #Reloadable(TextFiles, FilesReader, Consumer)}. */
  public Reloadable(TextFile file, Reader<T> reader, Consumer<Problems> complaints) {
    this(
        TextFiles.of(file),
        (files, faults) -> reader.read(files.getFirst().name(), files.getFirst().text(), faults),
        complaints);
  }

  /**
   * @param complaints is notified of faults once for as long as they stay the same
   */
  public Reloadable(TextFiles files, FilesReader<T> reader, Consumer<Problems> complaints) {
    this.files = files;
    this.reader = reader;
    this.complaints = complaints;
  }

  /**
   * What the files say now or last said without a fault.
   *
   * @throws IllegalStateException with all faults, a line each, while they never were without
   */
  public T current() {
    Problems faults = reload();
    T value = good;
    if (value == null) {
      throw new IllegalStateException(faults.toString());
    }
    return value;
  }

  /** The same, or a value of the caller's while they never were without a fault. */
  public T currentOr(T never) {
    reload();
    T value = good;
    return value == null ? never : value;
  }

  /**
   * Looks at the files now, and returns what is wrong with them; then the last good value stays.
   */
  public Problems reload() {
    Problems faults = look();
    if (!faults.isEmpty() || !complained.isEmpty()) {
      complain(faults);
    }
    return faults;
  }

  private Problems look() {
    List<SourceFile> now;
    try {
      now = files.now();
    } catch (InvalidFiles noText) {
      unreadable = null;
      return noText.faults();
    } catch (RuntimeException failed) {
      return unreadable(failed);
    }
    unreadable = null;
    Snapshot last = snapshot;
    return last != null && last.files().equals(now) ? last.faults() : read(now);
  }

  /**
   * The first failure stands for those that follow, whose words often differ in nothing that
   * matters.
   */
  private synchronized Problems unreadable(RuntimeException failed) {
    Problems known = unreadable;
    if (known == null) {
      known = new Problems();
      known.add(Position.startOf(files.name()), "cannot be read: " + failed.getMessage());
      unreadable = known;
    }
    return known;
  }

  private synchronized Problems read(List<SourceFile> now) {
    Problems faults = new Problems();
    reader.read(now, faults).ifPresent(value -> good = value);
    snapshot = new Snapshot(now, faults);
    return faults;
  }

  private synchronized void complain(Problems faults) {
    String text = faults.toString();
    if (!text.equals(complained) && !faults.isEmpty()) {
      complaints.accept(faults);
    }
    complained = text;
  }
}
