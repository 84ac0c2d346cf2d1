package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of {@code sns_configs}. */
final class SnsKeys {
  static final Kind KIND = Kind.unbuilt("sns", true, SnsKeys::read);

  private SnsKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.texts("topic_arn", "phone_number", "target_arn", "api_url", "subject", "message");
    keys.textMap("attributes");
    keys.flags("use_aws_http_client");
    keys.mapping("sigv4", SnsKeys::signature);
    long targets = Stream.of("topic_arn", "phone_number", "target_arn").filter(keys::has).count();
    if (targets != 1) {
      keys.problem(
          "%s must have one of \"topic_arn\", \"phone_number\" and \"target_arn\", not %d of them"
              .formatted(keys.thing(), targets));
    }
  }

  private static Optional<Boolean> signature(Keys keys) {
    keys.texts("region", "access_key", "profile", "role_arn", "external_id");
    keys.secret("secret_key");
    keys.flags("use_fips_sts_endpoint");
    if (keys.has("access_key") != keys.has("secret_key")) {
      keys.problem("sigv4 must have both \"access_key\" and \"secret_key\", or neither");
    }
    return keys.build(() -> true);
  }
}
