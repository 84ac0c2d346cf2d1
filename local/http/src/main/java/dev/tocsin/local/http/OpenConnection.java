package dev.tocsin.local.http;

import java.net.InetSocketAddress;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/** A connection of a client, and what it is waited for on it. */
final class OpenConnection implements Eviction.Candidate {
  private final Connection connection;
  private final String address;
  private volatile State state = new State(Phase.WAITING, System.nanoTime());
  private volatile boolean known;
  private volatile @Nullable Runnable interruption;

  /** What is going on. */
  enum Phase {
    /** For the head of a request. */
    WAITING,
    /** For the body of a request. */
    RECEIVING,
    /** For our own answer. */
    SERVING,
    /** For the client to take the answer. */
    SENDING
  }

  private record State(Phase phase, long since) {}

  OpenConnection(Connection connection) {
    this.connection = connection;
    this.address =
        connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress client
            ? client.getAddress().getHostAddress()
            : "";
  }

  void enter(Phase phase) {
    state = new State(phase, System.nanoTime());
  }

  void enterReceiving(Runnable whenCut) {
    interruption = whenCut;
    enter(Phase.RECEIVING);
  }

  void showedLogin() {
    known = true;
  }

  Phase phase() {
    return state.phase();
  }

  boolean isEvictable() {
    return state.phase() == Phase.WAITING || state.phase() == Phase.RECEIVING;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public boolean isKnown() {
    return known;
  }

  @Override
  public boolean isReceiving() {
    return state.phase() == Phase.RECEIVING;
  }

  @Override
  public long since() {
    return state.since();
  }

  /** Closes it at once; who waits for its body is woken. */
  void cut() {
    connection.getEndPoint().close();
    Runnable waiting = interruption;
    if (waiting != null) {
      waiting.run();
    }
  }
}
