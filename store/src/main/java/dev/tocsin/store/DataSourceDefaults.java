package dev.tocsin.store;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;

/**
 * What every function wants of its connection pool without having to say so: it starts while the
 * database is away, gives its connections up before a snapshot, and keeps few of them.
 */
@Singleton
final class DataSourceDefaults implements BeanCreatedEventListener<DatasourceConfiguration> {
  private static final int POOL_SIZE = 4;
  private static final long CONNECTION_TIMEOUT_MS = 5_000;
  private static final int SOCKET_TIMEOUT_S = 30;

  private final PropertyResolver settings;

  DataSourceDefaults(PropertyResolver settings) {
    this.settings = settings;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    DatasourceConfiguration pool = event.getBean();
    pool.setInitializationFailTimeout(-1);
    pool.setAllowPoolSuspension(true);
    if (!settings.containsProperty("datasources." + pool.getName() + ".maximum-pool-size")) {
      pool.setMaximumPoolSize(POOL_SIZE);
    }
    pool.setConnectionTimeout(Math.min(pool.getConnectionTimeout(), CONNECTION_TIMEOUT_MS));
    // Without an assumed version pgjdbc sends a SET on each connection, which pins RDS Proxy.
    pool.addDataSourceProperty("assumeMinServerVersion", "16");
    pool.addDataSourceProperty("tcpKeepAlive", true);
    pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_S);
    return pool;
  }
}
