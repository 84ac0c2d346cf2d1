/**
 * Remediation: the catalogue, when a repair runs, asks or is skipped, what its request is, and who
 * may allow it. Knows nothing of how an action is carried out or a person is notified.
 */
@NullMarked
package dev.tocsin.core.remediation;

import org.jspecify.annotations.NullMarked;
