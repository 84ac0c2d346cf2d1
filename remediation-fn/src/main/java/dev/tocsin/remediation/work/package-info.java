/** Carrying out runs: claiming them, sending their requests, and recording how it went. */
@NullMarked
package dev.tocsin.remediation.work;

import org.jspecify.annotations.NullMarked;
