package dev.tocsin.platform.file;

/** An object that is no file of ours. */
final class FileTooLarge extends RuntimeException {
  FileTooLarge(String bytes, int most) {
    super("it has %s bytes; it may have %d at most".formatted(bytes, most));
  }
}
