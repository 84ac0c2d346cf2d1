/** Named points at which a test run may break the process. */
@NullMarked
package dev.tocsin.core.fault;

import org.jspecify.annotations.NullMarked;
