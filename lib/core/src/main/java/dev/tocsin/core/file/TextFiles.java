package dev.tocsin.core.file;

import dev.tocsin.core.yaml.SourceFile;
import java.util.List;

/** Files that are read together, as they stand now, on a disk or in an object store. */
public interface TextFiles {
  /** What messages call all of them: their directory. */
  String name();

  /**
   * What they hold now, by name. Throws an unchecked exception when one cannot be read, {@link
   * InvalidFiles} when one is no text.
   */
  List<SourceFile> now();

  /** Whatever is kept of them is to be looked at anew. */
  default void expire() {}

  /** A single one. */
  static TextFiles of(TextFile file) {
    return new Single(file);
  }

  /** See {@link #of}. */
  record Single(TextFile file) implements TextFiles {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public List<SourceFile> now() {
      return List.of(new SourceFile(file.name(), file.text()));
    }
  }
}
