package dev.tocsin.core.yaml;

/**
 * A file that was read.
 *
 * @param name what messages call it: its path as it was given
 */
public record SourceFile(String name, String text) {}
