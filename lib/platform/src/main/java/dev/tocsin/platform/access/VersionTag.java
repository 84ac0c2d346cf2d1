package dev.tocsin.platform.access;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of a version as the headers {@code ETag} and {@code If-Match} have it. */
public final class VersionTag {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

  private VersionTag() {}

  /** What {@code ETag} says: {@code "7"} in its quotation marks. */
  public static String of(long number) {
    return "\"" + number + "\"";
  }

  /**
   * The version that a change relies on; none for {@code *}, which is any.
   *
   * @return empty when {@code If-Match} has another form
   */
  public static Optional<OptionalLong> expected(String ifMatch) {
    if (ifMatch.strip().equals("*")) {
      return Optional.of(OptionalLong.empty());
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    return tag.matches()
        ? Optional.of(OptionalLong.of(Long.parseLong(tag.group(1))))
        : Optional.empty();
  }
}
