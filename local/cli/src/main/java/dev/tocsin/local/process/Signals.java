package dev.tocsin.local.process;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task on a signal, instead of what the JVM would do. The JDK's signals are reached by
 * reflection, since javac does not let a build that forbids warnings name them.
 */
public final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * From now on runs the task, on a thread of its own, whenever the signal comes.
   *
   * @param name without {@code SIG}
   * @return false when this JVM does not take it, or was started with it ignored, as by nohup
   */
  public static boolean on(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  Thread.ofPlatform().name("on-" + name).start(task);
                }
                return null;
              });
      Object before =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      if (handler.getField("SIG_IGN").get(null).equals(before)) {
        LOG.debug("SIG{} is ignored, as this process was started with it ignored", name);
        return false;
      }
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("this JVM takes no SIG{}: {}", name, e.toString());
      return false;
    }
  }
}
