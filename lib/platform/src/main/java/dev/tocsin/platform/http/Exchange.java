package dev.tocsin.platform.http;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How far one request has come, shared by the thread that sends it and the one that waits for it:
 * either it is given up before a byte is sent, or it is under way and may arrive.
 */
final class Exchange {
  private enum State {
    CONNECTING,
    UNDER_WAY,
    GIVEN_UP,
    DONE
  }

  private State state = State.CONNECTING;
  private boolean sent;
  private @Nullable Closeable connection;

  /** It uses this from now on, which is closed at once when the caller has given up. */
  synchronized void uses(Closeable opened) {
    connection = opened;
    if (state == State.GIVEN_UP) {
      close();
    }
  }

  /** Throws when the caller has given up; else the first byte may be sent. */
  synchronized void begin() throws IOException {
    if (state == State.GIVEN_UP) {
      throw new IOException("given up");
    }
    state = State.UNDER_WAY;
    sent = true;
  }

  /** Its connection may be used by others from now on. */
  synchronized void done() {
    state = State.DONE;
    connection = null;
  }

  /** Gives it up where nothing was sent yet. Returns whether that was so. */
  synchronized boolean giveUpUnsent() {
    boolean unsent = state == State.CONNECTING;
    if (unsent) {
      giveUp();
    }
    return unsent;
  }

  /** Ends it wherever it is. */
  synchronized void giveUp() {
    if (state != State.DONE) {
      state = State.GIVEN_UP;
      close();
    }
  }

  /** Whether a byte was sent. */
  synchronized boolean sent() {
    return sent;
  }

  private void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException alreadyBroken) {
      // It is closed all the same.
    }
  }
}
