package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;

/** The keys of {@code wechat_configs}. */
final class WechatKeys {
  static final Kind KIND = Kind.unbuilt("wechat", false, WechatKeys::read);

  private WechatKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("api_secret");
    keys.requireAny(
        List.of("api_secret", "api_secret_file"),
        globals.hasAny("wechat_api_secret", "wechat_api_secret_file"),
        "wechat_api_secret");
    keys.requireAny(List.of("corp_id"), globals.hasAny("wechat_api_corp_id"), "wechat_api_corp_id");
    keys.address("api_url");
    keys.texts("corp_id", "agent_id", "to_user", "to_party", "to_tag", "message");
    keys.oneOf("message_type", "text", "markdown");
  }
}
