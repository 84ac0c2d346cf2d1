/** Certificates for tests of TLS, made by the JDK's own tool. Knows nothing of servers. */
@NullMarked
package dev.tocsin.testkit.tls;

import org.jspecify.annotations.NullMarked;
