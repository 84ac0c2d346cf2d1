@NullMarked
package dev.tocsin.testkit.remediation;

import org.jspecify.annotations.NullMarked;
