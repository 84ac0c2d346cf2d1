package dev.tocsin.local.alertmanager;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.notifier.NotifierContext;
import dev.tocsin.platform.access.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What the notifier's context is made of in this process.
 *
 * @param externalUrl where people reach the instance
 * @param address host and port of the instance
 * @param authenticator of those who may ask; none: everyone may
 * @param retention how long what is over is kept
 * @param faults at which a trial breaks the process
 */
record InstanceContext(
    InstanceDatabase database,
    URI externalUrl,
    String address,
    Optional<Authenticator> authenticator,
    Duration retention,
    DispatchOptions dispatch,
    SilenceOptions silences,
    Features features,
    FaultPoints faults,
    MeterRegistry meters) {
  private static final int NAME_BYTES = 8;

  /** Starts a context whose database may still be without tables. */
  ApplicationContext start() {
    ApplicationContextBuilder builder =
        NotifierContext.builder()
            .beanDefinitions(given(MeterRegistry.class, meters), given(FaultPoints.class, faults));
    authenticator.ifPresent(known -> builder.beanDefinitions(given(Authenticator.class, known)));
    return builder.properties(properties()).bootstrapEnvironment(false).start();
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("datasources.default.url", database.url());
    properties.put("datasources.default.driver-class-name", "org.postgresql.Driver");
    database
        .password()
        .ifPresent(password -> properties.put("datasources.default.password", password));
    properties.put("tocsin.seal.key", database.sealKey());
    properties.put("tocsin.api.access", authenticator.isPresent() ? "credentials" : "open");
    properties.put("tocsin.instance.address", address);
    properties.put("tocsin.instance.name", name());
    properties.put("tocsin.notifier.loop", true);
    properties.put("tocsin.notifier.flush.external-url", externalUrl.toString());
    properties.put("tocsin.notifier.flush.retention", retention);
    properties.put("tocsin.notifier.flush.closes-while-muted", dispatch.closesWhileMuted);
    properties.put("tocsin.notifier.flush.hidden-is-not-resolved", dispatch.hiddenIsNotResolved);
    properties.put("tocsin.notifier.matchers", features.matchers());
    properties.put("tocsin.notifier.meters.receiver-names", features.receiverNames());
    properties.put("tocsin.notifier.max-silences", silences.most);
    properties.put("tocsin.notifier.max-silence-bytes", silences.mostBytes);
    // No link to an approval is made here, and no notification service is called.
    properties.put("tocsin.notifier.api-url", externalUrl.toString());
    properties.put("tocsin.public-url", externalUrl.toString());
    properties.put("tocsin.approval.key", database.sealKey());
    return properties;
  }

  /** Another one at each start. */
  private static String name() {
    byte[] name = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }
}
