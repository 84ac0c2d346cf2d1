package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The column of a delivery's group, and those of one that is about a flush. */
final class FlushColumns {
  static final String NAMES =
      """
      group_id, flush, notifies_resolved, firing, resolved, open, kept_for_ms, leaving, leaving_seen
      """;

  private FlushColumns() {}

  static GroupFlush read(ResultSet row) throws SQLException {
    return new GroupFlush(
        row.getObject("group_id", UUID.class),
        row.getLong("flush"),
        row.getBoolean("notifies_resolved"),
        new GroupNotice(
            alerts(row, "firing"),
            alerts(row, "resolved"),
            alerts(row, "open"),
            Duration.ofMillis(row.getLong("kept_for_ms"))),
        leaving(row));
  }

  private static Set<Fingerprint> alerts(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Long[]) row.getArray(column).getArray())
        .map(Fingerprint::new)
        .collect(Collectors.toSet());
  }

  private static Map<Fingerprint, Instant> leaving(ResultSet row) throws SQLException {
    Long[] alerts = (Long[]) row.getArray("leaving").getArray();
    Timestamp[] seen = (Timestamp[]) row.getArray("leaving_seen").getArray();
    Map<Fingerprint, Instant> leaving = new HashMap<>();
    for (int at = 0; at < alerts.length; at++) {
      leaving.put(new Fingerprint(alerts[at]), seen[at].toInstant());
    }
    return leaving;
  }

  /** Adds the columns in their order, from {@code group_id} on; lists as PostgreSQL writes them. */
  static void with(Sql.Call insert, Collection<Delivery> deliveries) {
    insert
        .each(deliveries, UUID[]::new, delivery -> delivery.subject().group())
        .each(deliveries, Long[]::new, delivery -> of(delivery, GroupFlush::flush))
        .each(deliveries, Boolean[]::new, delivery -> of(delivery, GroupFlush::notifiesResolved))
        .each(deliveries, String[]::new, delivery -> alerts(delivery, GroupNotice::firing))
        .each(deliveries, String[]::new, delivery -> alerts(delivery, GroupNotice::resolved))
        .each(deliveries, String[]::new, delivery -> alerts(delivery, GroupNotice::open))
        .each(
            deliveries,
            Long[]::new,
            delivery -> of(delivery, flush -> flush.notice().keptFor().toMillis()))
        .each(
            deliveries,
            String[]::new,
            delivery -> of(delivery, flush -> list(fingerprints(flush.leaving().keySet()))))
        .each(
            deliveries,
            String[]::new,
            delivery -> of(delivery, flush -> list(flush.leaving().values().stream())));
  }

  private static @Nullable String alerts(
      Delivery delivery, Function<GroupNotice, Set<Fingerprint>> which) {
    return of(delivery, flush -> list(fingerprints(which.apply(flush.notice()))));
  }

  private static <T> @Nullable T of(Delivery delivery, Function<GroupFlush, T> column) {
    return delivery.flush().map(column).orElse(null);
  }

  private static Stream<Long> fingerprints(Set<Fingerprint> alerts) {
    return alerts.stream().map(Fingerprint::value);
  }

  private static String list(Stream<?> values) {
    return values.map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
