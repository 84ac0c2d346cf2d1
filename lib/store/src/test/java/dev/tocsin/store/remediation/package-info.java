@NullMarked
package dev.tocsin.store.remediation;

import org.jspecify.annotations.NullMarked;
