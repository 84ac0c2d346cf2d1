@NullMarked
package dev.tocsin.remediation;

import org.jspecify.annotations.NullMarked;
