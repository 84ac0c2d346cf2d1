package dev.tocsin.core.file;

/** A file as it stands now, on a disk or in an object store. */
public interface TextFile {
  /** What messages call it. */
  String name();

  /**
   * What it holds now. Throws an unchecked exception when it cannot be read, {@link InvalidFiles}
   * when it is no text.
   */
  String text();

  /** A text that never changes. */
  static TextFile of(String name, String text) {
    return new Fixed(name, text);
  }

  /** See {@link #of}. */
  record Fixed(String name, String text) implements TextFile {}
}
