package dev.tocsin.routing.config.additions;

import dev.tocsin.routing.team.ResponseTimes;
import dev.tocsin.routing.team.Teams;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Tocsin's own file adds to Alertmanager's configuration.
 *
 * @param fallbackReceivers the receiver that stands in for another one, by the other's name
 * @param notificationService the receivers that also reach the notification service
 * @param notifiesOverdue whether an alert that is overdue is notified once more
 */
public record Additions(
    Teams teams,
    ResponseTimes responseTimes,
    Map<String, String> fallbackReceivers,
    Set<String> notificationService,
    boolean notifiesOverdue) {
  /**
   * Those where there is no file. What Alertmanager would not send is not sent: nothing is notified
   * as overdue.
   */
  public static final Additions NONE =
      new Additions(Teams.NONE, ResponseTimes.DEFAULT, Map.of(), Set.of(), false);

  public Additions {
    fallbackReceivers = Map.copyOf(fallbackReceivers);
    notificationService = Set.copyOf(notificationService);
  }

  /** The receiver that stands in for another one. */
  public Optional<String> fallback(String receiver) {
    return Optional.ofNullable(fallbackReceivers.get(receiver));
  }
}
