package dev.tocsin.local.http;

import dev.tocsin.local.http.OpenConnection.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;

/**
 * An answer whose body is sent piece by piece, as it comes into being. A piece is sent at once and
 * uncompressed, and {@link #write} returns when the client's side has room for it, so that a slow
 * client slows its writer down and nothing else. It ends when its writer closes it, when the client
 * leaves, when the server stops, and after {@code http_stream_time}. Only {@link #isOpen} may be
 * called by other threads than the writer's.
 */
public final class StreamedAnswer implements AutoCloseable {
  /** A piece that a client must take within {@code http_send_time}. */
  private static final int PIECE = 32 << 10;

  private final Response response;
  private final OpenConnection connection;
  private final Streams streams;
  private final long since = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicReference<Runnable> whenEnded = new AtomicReference<>(() -> {});
  private boolean broken;

  StreamedAnswer(Response response, OpenConnection connection, Streams streams) {
    this.response = response;
    this.connection = connection;
    this.streams = streams;
  }

  /** Whether more may be written, as far as is known. */
  public boolean isOpen() {
    return !ended.get();
  }

  /**
   * Has {@code task} run, by another thread, when the answer is to end before its writer closes it:
   * it wakes the writer where that waits for something to write.
   */
  public void onEnd(Runnable task) {
    whenEnded.set(task);
    if (ended.get()) {
      task.run();
    }
  }

  /**
   * Sends some of the body; blocks while the client does not take it.
   *
   * @throws IOException when the client has left, or the answer is to end
   */
  public void write(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += PIECE) {
      if (ended.get()) {
        throw new IOException("the stream has ended");
      }
      send(false, ByteBuffer.wrap(bytes, from, Math.min(PIECE, bytes.length - from)));
    }
  }

  /** Sends the head. */
  void begin() throws IOException {
    send(false, ByteBuffer.allocate(0));
  }

  private void send(boolean last, ByteBuffer bytes) throws IOException {
    connection.enter(Phase.SENDING);
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(last, bytes, written);
      written.block();
    } catch (IOException gone) {
      broken = true;
      end();
      throw gone;
    }
    connection.enter(Phase.SERVING);
  }

  long since() {
    return since;
  }

  /** Lets no more be written. Says whether it was open. */
  boolean end() {
    boolean wasOpen = ended.compareAndSet(false, true);
    if (wasOpen) {
      whenEnded.get().run();
    }
    return wasOpen;
  }

  /**
   * Completes the body, so that the client knows that it has all of it; it may be closed again.
   *
   * @throws IOException when the client has left
   */
  @Override
  public void close() throws IOException {
    ended.set(true);
    streams.remove(this);
    if (!broken) {
      broken = true;
      send(true, ByteBuffer.allocate(0));
    }
  }
}
