package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws records that are nearly right. */
final class SampleFuzz {
  private static final String[] NAMES = {
    "\"cpu\"", "\"a.b:c_9\"", "\"\"", "\"9a\"", "5", "null", "\"\\u0061\"", "\"a\\ud83d\"", "\"ä\""
  };
  private static final String[] VALUES = {
    "1", "-0", "1.5e3", "1e999", "NaN", "\"1\"", "null", "01", "1e-400", "0.1", "true", "[]", "5."
  };
  private static final String[] TEXTS = {
    "\"x\"",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud83d\\udea8\"",
    "\"\\udea8\"",
    "\"🚨é\"",
    "1",
    "1.50",
    "1E5",
    "-0",
    "true",
    "false",
    "null",
    "[]",
    "{}",
    "[1,{\"a\":[null]}]",
    "\"\\n\\/\\\\\\\"\""
  };
  private static final String[] TAGS = {
    "a", "b", "instance_id", "metric_name", "", "\\u0000", "\\ud83d", "🚨", "\\u0061"
  };
  private static final String[] TIMES = {
    "0", "1763719200.123456", "-1", "253402300799.9999", "253402300800", "1.7637192e9", "null"
  };

  private SampleFuzz() {}

  static byte[] record(Random random) {
    List<String> fields = new ArrayList<>();
    add(random, fields, 97, "\"metric_name\":" + mostlyFirst(random, NAMES));
    add(random, fields, 97, "\"value\":" + mostlyFirst(random, VALUES));
    add(random, fields, 97, "\"timestamp\":" + time(random));
    add(random, fields, 50, "\"instance_id\":" + mostlyFirst(random, TEXTS));
    add(random, fields, 60, "\"tags\":" + tags(random));
    add(random, fields, 10, "\"other\":" + one(random, TEXTS));
    add(random, fields, 5, "\"value\":" + one(random, VALUES));
    add(random, fields, 5, "\"tags\":" + tags(random));
    add(random, fields, 5, "\"timestamp\":" + time(random));
    Collections.shuffle(fields, random);
    String blank = random.nextInt(4) == 0 ? " " : "";
    String text = blank + "{" + String.join("," + blank, fields) + blank + "}" + blank;
    return random.nextInt(5) == 0 ? broken(random, text.getBytes(UTF_8)) : text.getBytes(UTF_8);
  }

  private static void add(Random random, List<String> fields, int percent, String field) {
    if (random.nextInt(100) < percent) {
      fields.add(field);
    }
  }

  private static String one(Random random, String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String mostlyFirst(Random random, String[] from) {
    return random.nextInt(10) < 8 ? from[0] : one(random, from);
  }

  private static String tags(Random random) {
    if (random.nextInt(20) == 0) {
      return one(random, TEXTS);
    }
    List<String> tags = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      tags.add("\"" + mostlyFirst(random, TAGS) + "\":" + mostlyFirst(random, TEXTS));
    }
    return "{" + String.join(",", tags) + "}";
  }

  private static String time(Random random) {
    if (random.nextInt(4) == 0) {
      return one(random, TIMES);
    }
    int year = random.nextInt(8) == 0 ? random.nextInt(10_000) : 1969 + random.nextInt(59);
    boolean wild = random.nextInt(6) == 0;
    String text =
        "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                year,
                (wild ? 0 : 1) + random.nextInt(wild ? 14 : 12),
                1 + random.nextInt(wild ? 32 : 28),
                random.nextInt(wild ? 26 : 24),
                random.nextInt(wild ? 62 : 60),
                random.nextInt(wild ? 62 : 60));
    if (random.nextBoolean()) {
      text += "." + "1234567890".substring(random.nextInt(10));
    }
    text +=
        random.nextBoolean()
            ? "Z"
            : "%s%02d:%02d"
                .formatted(
                    random.nextBoolean() ? "+" : "-",
                    random.nextInt(wild ? 26 : 24),
                    random.nextInt(wild ? 62 : 60));
    return "\"" + text + "\"";
  }

  private static byte[] broken(Random random, byte[] bytes) {
    byte[] broken = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      String likely = "{}[]\",:\\0123456789eE+-. \ntuT";
      broken[random.nextInt(broken.length)] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) likely.charAt(random.nextInt(likely.length()));
    }
    return broken;
  }
}
