package dev.tocsin.store.file;

/** An object that is no file of ours. */
final class FileTooLarge extends RuntimeException {
  FileTooLarge(long bytes, int most) {
    super("it has %d bytes; it may have %d at most".formatted(bytes, most));
  }
}
