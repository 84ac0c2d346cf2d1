package dev.tocsin.core.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.text.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bundles the events of lanes into messages, those of each lane in order. */
public final class Bundling {
  /** Most events in a message. */
  static final int MAX_EVENTS = 100;

  /**
   * Most UTF-8 bytes of a message's body: 200 KiB. An event that is longer by itself travels alone.
   */
  public static final int MAX_BYTES = 200 * 1024;

  private static final String END = "]}";

  private final Lane lane;
  private final String start;
  private final List<QueueMessage> messages = new ArrayList<>();
  private final List<OutboxRow> open = new ArrayList<>();
  private int bytes;

  private Bundling(Lane lane) {
    this.lane = lane;
    this.start = "{\"version\":1,\"shard\":" + lane.shard() + ",\"events\":[";
  }

  /**
   * The messages that carry these rows; the bodies stand in them as they are. First messages of
   * lanes come first, so that few requests carry them.
   */
  public static List<QueueMessage> messages(List<OutboxRow> rows) {
    Map<Lane, Bundling> lanes = new LinkedHashMap<>();
    rows.forEach(row -> lanes.computeIfAbsent(row.event().lane(), Bundling::new).add(row));
    lanes.values().forEach(Bundling::close);
    List<QueueMessage> interleaved = new ArrayList<>();
    int longest = lanes.values().stream().mapToInt(lane -> lane.messages.size()).max().orElse(0);
    for (int place = 0; place < longest; place++) {
      for (Bundling lane : lanes.values()) {
        if (place < lane.messages.size()) {
          interleaved.add(lane.messages.get(place));
        }
      }
    }
    return List.copyOf(interleaved);
  }

  private void add(OutboxRow row) {
    int more = row.event().body().getBytes(UTF_8).length + 1;
    if (open.size() == MAX_EVENTS || start.length() + bytes + more - 1 + END.length() > MAX_BYTES) {
      close();
    }
    open.add(row);
    bytes += more;
  }

  private void close() {
    if (!open.isEmpty()) {
      messages.add(
          new QueueMessage(Integer.toString(lane.shard()), deduplicationId(open), body(open)));
    }
    open.clear();
    bytes = 0;
  }

  private String body(List<OutboxRow> rows) {
    return rows.stream()
        .map(row -> row.event().body())
        .collect(Collectors.joining(",", start, END));
  }

  /** SHA-256 over each event's identity and the number of its resend, in order. */
  private static String deduplicationId(List<OutboxRow> rows) {
    MessageDigest digest = Sha256.begin();
    for (OutboxRow row : rows) {
      digest.update((row.event().eventId() + ":" + row.sends() + "\n").getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
