@NullMarked
package dev.tocsin.remediation.approval;

import org.jspecify.annotations.NullMarked;
