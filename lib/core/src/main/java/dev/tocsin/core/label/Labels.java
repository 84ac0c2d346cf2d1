package dev.tocsin.core.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of labels: names with their texts, sorted by the UTF-8 bytes of the name. A label with the
 * empty text is the same as none and is dropped. Immutable.
 */
public final class Labels {
  public static final Labels EMPTY = new Labels(new String[0]);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** name, value, name, value … sorted by name. */
  private final String[] pairs;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /** Labels of any map; entries with empty values are left out. */
  public static Labels of(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(Labels::compareUtf8);
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        sorted.put(name, value);
      }
    });
    String[] pairs = new String[sorted.size() * 2];
    int at = 0;
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      pairs[at++] = label.getKey();
      pairs[at++] = label.getValue();
    }
    return pairs.length == 0 ? EMPTY : new Labels(pairs);
  }

  /** Labels from alternating names and values, in any order. */
  public static Labels of(String... namesAndValues) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      labels.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return of(labels);
  }

  /** The text of a label; empty when there is none, as Alertmanager's matchers see it. */
  public String get(String name) {
    for (int at = 0; at < pairs.length; at += 2) {
      if (pairs[at].equals(name)) {
        return pairs[at + 1];
      }
    }
    return "";
  }

  public boolean has(String name) {
    return !get(name).isEmpty();
  }

  /** The same without a label; itself when there is none of this name. */
  public Labels without(String name) {
    for (int at = 0; at < pairs.length; at += 2) {
      if (pairs[at].equals(name)) {
        String[] others = new String[pairs.length - 2];
        System.arraycopy(pairs, 0, others, 0, at);
        System.arraycopy(pairs, at + 2, others, at, others.length - at);
        return others.length == 0 ? EMPTY : new Labels(others);
      }
    }
    return this;
  }

  public int size() {
    return pairs.length / 2;
  }

  /** The labels in order; a copy. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>(pairs.length);
    for (int at = 0; at < pairs.length; at += 2) {
      map.put(pairs[at], pairs[at + 1]);
    }
    return map;
  }

  /**
   * 64-bit FNV-1a over name, 0xFF, value, 0xFF of the sorted labels, as Alertmanager computes it
   * (prometheus/common, model.LabelSet.Fingerprint).
   */
  public Fingerprint fingerprint() {
    long hash = FNV_OFFSET;
    for (String text : pairs) {
      hash = (add(hash, text) ^ 0xff) * FNV_PRIME;
    }
    return new Fingerprint(hash);
  }

  private static long add(long hash, String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        return addBytes(hash, text.substring(at).getBytes(StandardCharsets.UTF_8));
      }
      hash = (hash ^ c) * FNV_PRIME;
    }
    return hash;
  }

  private static long addBytes(long hash, byte[] bytes) {
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Orders texts as Go orders strings: by their UTF-8 bytes, which is by code point. */
  public static int compareUtf8(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int at = 0; at < common; at++) {
      if (left.charAt(at) != right.charAt(at)) {
        return Integer.compare(left.codePointAt(at), right.codePointAt(at));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
