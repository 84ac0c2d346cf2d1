@NullMarked
package dev.tocsin.core.remediation;

import org.jspecify.annotations.NullMarked;
