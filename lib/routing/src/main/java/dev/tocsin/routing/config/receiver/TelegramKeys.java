package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;

/** The keys of {@code telegram_configs}. */
final class TelegramKeys {
  static final Kind KIND = Kind.unbuilt("telegram", true, TelegramKeys::read);

  private TelegramKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("bot_token");
    keys.requireAny(
        List.of("bot_token", "bot_token_file"),
        globals.hasAny("telegram_bot_token", "telegram_bot_token_file"),
        "telegram_bot_token");
    keys.address("api_url");
    chat(keys);
    keys.number("message_thread_id", Integer.MIN_VALUE, Integer.MAX_VALUE);
    keys.texts("message");
    keys.flags("disable_notifications");
    keys.oneOf("parse_mode", "Markdown", "MarkdownV2", "HTML");
  }

  private static void chat(Keys keys) {
    keys.number("chat_id", Long.MIN_VALUE, Long.MAX_VALUE)
        .filter(chat -> chat == 0)
        .ifPresent(none -> keys.problem("chat_id", "chat_id must not be 0"));
    keys.file("chat_id_file");
    keys.requireAny("chat_id", "chat_id_file");
    keys.atMostOne("chat_id", "chat_id_file");
  }
}
