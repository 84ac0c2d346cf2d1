/**
 * Remediation: what may be done about an alert, and who may allow it. Knows nothing of how an
 * action is carried out or a person is told.
 */
@NullMarked
package dev.tocsin.core.remediation;

import org.jspecify.annotations.NullMarked;
