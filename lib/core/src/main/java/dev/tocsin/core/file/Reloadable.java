package dev.tocsin.core.file;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What files say, or, while they have problems, what they said when they had none. They are read
 * when they are first asked about, and anew when they hold something else.
 */
public final class Reloadable<T> {
  private final TextFiles files;
  private final FilesReader<T> reader;
  private final Consumer<Problems> complaints;

  private volatile @Nullable T good;
  private volatile @Nullable Snapshot snapshot;
  private volatile @Nullable Problems unreadable;
  private volatile String complained = "";

  /** Makes a value of a text, or adds problems. */
  @FunctionalInterface
  public interface Reader<T> {
    Optional<T> read(String file, String text, Problems problems);
  }

  /** Makes a value of several files, or adds problems. */
  @FunctionalInterface
  public interface FilesReader<T> {
    Optional<T> read(List<SourceFile> files, Problems problems);
  }

  private record Snapshot(List<SourceFile> files, Problems problems) {}

  /** One file whose problems are logged by its caller, if at all. */
  public Reloadable(TextFile file, Reader<T> reader) {
    this(file, reader, problems -> {});
  }

  /** One file; see {@link #Reloadable(TextFiles, FilesReader, Consumer)}. */
  public Reloadable(TextFile file, Reader<T> reader, Consumer<Problems> complaints) {
    this(
        TextFiles.of(file),
        (files, problems) ->
            reader.read(files.getFirst().name(), files.getFirst().text(), problems),
        complaints);
  }

  /**
   * @param complaints gets problems once for as long as they stay the same
   */
  public Reloadable(TextFiles files, FilesReader<T> reader, Consumer<Problems> complaints) {
    this.files = files;
    this.reader = reader;
    this.complaints = complaints;
  }

  /**
   * What the files say now or last said without a problem.
   *
   * @throws IllegalStateException with all problems, a line each, while they never were without
   */
  public T current() {
    Problems problems = reload();
    T value = good;
    if (value == null) {
      throw new IllegalStateException(problems.toString());
    }
    return value;
  }

  /** The same, or a value of the caller's while they never were without a problem. */
  public T currentOr(T never) {
    reload();
    T value = good;
    return value == null ? never : value;
  }

  /**
   * Looks at the files now, and returns what is wrong with them; then the last good value stays.
   */
  public Problems reload() {
    Problems problems = look();
    if (!problems.isEmpty() || !complained.isEmpty()) {
      complain(problems);
    }
    return problems;
  }

  private Problems look() {
    List<SourceFile> now;
    try {
      now = files.now();
    } catch (InvalidFiles noText) {
      unreadable = null;
      return noText.problems();
    } catch (RuntimeException failed) {
      return unreadable(failed);
    }
    unreadable = null;
    Snapshot last = snapshot;
    return last != null && last.files().equals(now) ? last.problems() : read(now);
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
    Problems problems = new Problems();
    reader.read(now, problems).ifPresent(value -> good = value);
    snapshot = new Snapshot(now, problems);
    return problems;
  }

  private synchronized void complain(Problems problems) {
    String text = problems.toString();
    if (!text.equals(complained) && !problems.isEmpty()) {
      complaints.accept(problems);
    }
    complained = text;
  }
}
