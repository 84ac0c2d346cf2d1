package dev.tocsin.local.api;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is kept with a change that makes a new version, and what it relies on: a mixin. */
public final class VersionChange {
  @Option(
      names = "--expect",
      paramLabel = "NUMBER",
      description = "Only if this is the version that a change would replace.")
  @Nullable Long expect;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Kept with the version.")
  String comment = "";

  /** A request to a path for this change, still without a method. */
  HttpRequest.Builder request(ApiClient api, String path) {
    String query =
        comment.isEmpty() ? "" : "?comment=" + URLEncoder.encode(comment, StandardCharsets.UTF_8);
    return api.request(path + query)
        .header("If-Match", expect == null ? "*" : "\"" + expect + "\"");
  }
}
