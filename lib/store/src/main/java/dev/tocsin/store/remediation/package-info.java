/** Remediation's runs, approvals, known alerts and audit trail in PostgreSQL. */
@NullMarked
package dev.tocsin.store.remediation;

import org.jspecify.annotations.NullMarked;
