package dev.tocsin.formats;

import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly those of a record: changed, cut, doubled, moved. */
final class Mutation {
  private static final byte[][] LIKELY = {
    {0},
    {1},
    {(byte) 0x7f},
    {(byte) 0x80},
    {(byte) 0xff},
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
    {
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      1
    },
    {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x7f},
    {0x0a, 0},
    {'n', 'u', 'l', 'l'},
    {'"', '"'},
    {'[', ']'},
    {'{', '}'},
    {'1', 'e', '9', '9', '9', '9', '9', '9', '9', '9', '9'},
    {'-'},
    {'\\', 'u', 'd', '8', '3', 'd'}
  };

  private Mutation() {}

  /** One to eight changes. */
  static byte[] of(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int left = 1 + random.nextInt(random.nextInt(4) == 0 ? 8 : 2); left > 0; left--) {
      mutated = changed(mutated, random);
    }
    return mutated;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + (1 << random.nextInt(8)));
    byte[] part = Arrays.copyOfRange(bytes, at, to);
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, at, Math.min(bytes.length, at + 1), any(1, random));
      case 1 -> spliced(bytes, at, at, LIKELY[random.nextInt(LIKELY.length)]);
      case 2 -> spliced(bytes, at, to, LIKELY[random.nextInt(LIKELY.length)]);
      case 3 -> spliced(bytes, at, to, new byte[0]);
      case 4 -> {
        int elsewhere = random.nextInt(bytes.length + 1);
        yield spliced(bytes, elsewhere, elsewhere, part);
      }
      default -> spliced(bytes, at, to, any(to - at, random));
    };
  }

  private static byte[] any(int count, Random random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + instead.length);
    System.arraycopy(instead, 0, spliced, from, instead.length);
    System.arraycopy(bytes, to, spliced, from + instead.length, bytes.length - to);
    return spliced;
  }
}
