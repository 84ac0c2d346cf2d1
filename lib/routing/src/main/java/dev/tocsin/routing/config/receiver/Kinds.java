package dev.tocsin.routing.config.receiver;

import java.util.List;

/** All kinds of integrations that Alertmanager has, in its order. */
public final class Kinds {
  public static final List<Kind> ALL =
      List.of(
          WebhookKeys.KIND,
          EmailKeys.KIND,
          PagerdutyKeys.KIND,
          OpsgenieKeys.KIND,
          WechatKeys.KIND,
          SlackKeys.KIND,
          VictoropsKeys.KIND,
          PushoverKeys.KIND,
          SnsKeys.KIND,
          TelegramKeys.KIND,
          DiscordKeys.KIND,
          WebexKeys.KIND,
          MsteamsKeys.KIND,
          MsteamsKeys.V2,
          JiraKeys.KIND,
          RocketchatKeys.KIND,
          IncidentioKeys.KIND,
          MattermostKeys.KIND);

  private Kinds() {}
}
